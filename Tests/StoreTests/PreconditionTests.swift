import OfficeWork
import SyncProtocol
import Testing

@testable import Store

/// What exists once is written once, however many ask for it at the same time.
@Suite("Preconditions in the writer's transaction", .timeLimit(.minutes(10)))
struct PreconditionTests {
    private static let trials = 200
    private static let callers = 64

    private enum Answer: Hashable {
        case written
        case repeated
        case conflict
    }

    /// Lets all callers act at once, and counts what they are told.
    private func race(
        _ test: TestStore,
        _ act: @Sendable (Int) throws -> LocalAct
    ) async throws -> [Answer: Int] {
        let acts = try (0..<Self.callers).map(act)
        return await withTaskGroup(of: Answer.self) { group in
            for act in acts {
                group.addTask {
                    do throws(StoreError) {
                        let receipt = try await test.store.write(act)
                        return receipt.isRepeated ? .repeated : .written
                    } catch {
                        if case .conflict = error { return .conflict }
                        Issue.record("\(error)")
                        return .conflict
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    private static func directive(_ id: UInt64, number: Int) throws -> DirectiveContent {
        try DirectiveContent(
            validating: DirectiveID(high: 7, low: id).description,
            number: "科协发学字〔2018〕\(number)号",
            title: "通知 \(id)",
            body: "请按期报送。",
            urgency: "normal",
            issuedOn: "2018-07-10",
            replyBy: nil,
            recipients: ["all"],
            carriesOut: nil
        )
    }

    @Test("64 directives with one document number: one is issued, in each of 200 trials")
    func documentNumber() async throws {
        let test = try TestStore(.chengdu)
        for trial in 1...Self.trials {
            let answers = try await self.race(test) { caller in
                let id = UInt64(trial * Self.callers + caller)
                let content = try Self.directive(id, number: trial)
                return LocalAct(
                    .test,
                    user: "user \(caller % 3)",
                    isUrgent: caller % 2 == 0,
                    parts: [content.part(issuer: test.office.path)]
                )
            }
            #expect(answers == [.written: 1, .conflict: Self.callers - 1])
        }
        #expect(try Self.issued(test) == Self.trials)
    }

    private static func issued(_ test: TestStore) throws -> Int {
        try test.store.read { snapshot throws(StoreError) in
            try snapshot.directives.page(StoreRange()).total
        }
    }

    /// Whether an act is refused because a number was given before.
    private static func isTaken(_ parts: [LocalAct.Part], by test: TestStore) async throws -> Bool {
        do throws(StoreError) {
            try await test.store.write(LocalAct(.test, user: "u", parts: parts))
            return false
        } catch {
            guard case .conflict(let conflict) = error, case .taken = conflict.reason else {
                throw error
            }
            return true
        }
    }

    @Test("One act that gives one document number twice writes nothing")
    func numberTwice() async throws {
        let test = try TestStore(.chengdu)
        let parts = try [(1, 60), (2, 61), (3, 60)].map { id, number in
            try Self.directive(id, number: number).part(issuer: test.office.path)
        }
        #expect(try await Self.isTaken(parts, by: test))
        #expect(try Self.issued(test) == 0)
        #expect(try await !Self.isTaken(Array(parts.prefix(2)), by: test))
        #expect(try await Self.isTaken([parts[2]], by: test))
        #expect(try Self.issued(test) == 2)
    }

    @Test("Of a directive with two unsettled numbers both are taken, and settling frees one")
    func unsettledNumber() async throws {
        let (test, other) = (try TestStore(.chengdu), try TestStore(.chengdu, randomSeed: 99))
        func part(_ id: UInt64, _ number: Int) throws -> LocalAct.Part {
            try Self.directive(id, number: number).part(issuer: test.office.path)
        }
        try await test.store.write(LocalAct(.test, user: "u", parts: [part(1, 60)]))
        try await other.store.write(LocalAct(.test, user: "u", parts: [part(1, 61)]))
        try await test.ingest(other.allChanges(), from: .chengdu)
        for number in [60, 61] {
            #expect(try await Self.isTaken([part(2, number)], by: test), "\(number)")
        }
        let settled = try Self.directive(1, number: 60).intent(issuer: test.office.path)
        try await test.store.write(LocalAct(.test, user: "u", intents: [settled]))
        #expect(try await Self.isTaken([part(3, 60)], by: test))
        #expect(try await !Self.isTaken([part(4, 61)], by: test))
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    private static func report(_ id: Int, value: Int) throws -> ReportContent {
        try ReportContent(
            validating: ReportID(high: 9, low: UInt64(id)).description,
            title: "进展报告",
            period: "2018-06",
            text: "按计划推进。",
            directive: nil,
            points: [PointDraft(indicator: Indicator.all[0].code, period: nil, value: "\(value)")]
        )
    }

    @Test("64 reports with one id: one is written, the same again is a repetition, in 200 trials")
    func reportID() async throws {
        let test = try TestStore(.chengdu)
        for trial in 1...Self.trials {
            let values = try await withThrowingTaskGroup(of: Int?.self) { group in
                for caller in 0..<Self.callers {
                    let content = try Self.report(trial, value: caller)
                    let part = content.part(
                        by: test.office.path,
                        at: 1,
                        user: "u\(caller % 3)",
                        suite: .ed25519
                    )
                    group.addTask {
                        let act = LocalAct(.test, user: "u\(caller % 3)", parts: [part])
                        let receipt = try? await test.store.write(act)
                        return receipt.map { $0.isRepeated ? nil : caller } ?? nil
                    }
                }
                return try await group.reduce(into: [Int]()) { $0 += $1.map { [$0] } ?? [] }
            }
            #expect(values.count == 1)
            // Time and user are no part of what is compared.
            let winner = try #require(values.first)
            let again = try Self.report(trial, value: winner)
            let part = again.part(
                by: test.office.path,
                at: 2,
                user: "another",
                suite: .ed25519
            )
            let receipt = try await test.store.write(
                LocalAct(.test, user: "another", parts: [part])
            )
            #expect(receipt.isRepeated && receipt.changes.isEmpty)
            #expect(try test.totalRows(of: test.office.path).first?.own == Int64(winner))
        }
    }

    @Test("64 hosted offices with one id: one is registered, in each of 200 trials")
    func hostedOffice() async throws {
        let test = try TestStore(.chengdu)
        for trial in 1...Self.trials {
            let answers = try await self.race(test) { caller in
                let content = try OfficeContent(
                    // Half of them differ from the others only by case.
                    validating: "510100-\(caller % 2 == 0 ? "S" : "s")\(trial)",
                    name: "学会 \(caller)",
                    nameEnglish: nil,
                    level: "society",
                    hostedBy: test.office.path
                )
                let part = content.hosting(
                    roster: test.office.path,
                    renames: false,
                    isForced: false
                )
                return LocalAct(.test, user: TestActs.user, parts: [part])
            }
            #expect(answers == [.written: 1, .conflict: Self.callers - 1])
        }
    }

    @Test("64 people sign for one directive: one receipt is written, in each of 200 trials")
    func receipt() async throws {
        let test = try TestStore(.chengdu)
        let (path, issuer) = (test.office.path, TestOffice.sichuan.path)
        for trial in 1...Self.trials {
            let directive = DirectiveID(high: 8, low: UInt64(trial))
            let answers = try await self.race(test) { caller in
                let user = "user \(caller)"
                return LocalAct(
                    .test,
                    user: user,
                    parts: [
                        Receipt.delivery(of: directive, issuer: issuer, to: path, at: 1),
                        Receipt.signing(
                            of: directive,
                            issuer: issuer,
                            by: path,
                            at: Int64(caller),
                            user: user
                        ),
                    ]
                )
            }
            #expect(answers == [.written: 1, .repeated: Self.callers - 1])
        }
    }

    @Test("of a call's reports those that are there are left out, and one conflict stops all")
    func partly() async throws {
        let test = try TestStore(.chengdu)
        let path = test.office.path
        func act(_ values: [(id: Int, value: Int)]) throws -> LocalAct {
            LocalAct(
                .test,
                user: "u",
                parts: try values.map {
                    try Self.report($0.id, value: $0.value)
                        .part(by: path, at: 1, user: "u", suite: .ed25519)
                }
            )
        }
        _ = try await test.store.write(try act([(1, 10)]))
        let second = try await test.store.write(try act([(1, 10), (2, 20)]))
        #expect(second.parts.map { $0 == .repeated } == [true, false])
        #expect(!second.isRepeated)
        let error = await #expect(throws: StoreError.self) {
            try await test.store.write(try act([(3, 30), (2, 21)]))
        }
        guard case .conflict(let conflict)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(conflict.part == 1)
        #expect(try test.counts().changes == 2)
    }

    @Test("what a write replaces is told, and what stays is not")
    func replaced() async throws {
        let test = try TestStore(.chengdu)
        let path = test.office.path
        let first = try await test.store.write(TestActs.figures(of: path, [1: 5, 2: 7]))
        #expect(first.replaced.isEmpty)
        let second = try await test.store.write(TestActs.figures(of: path, [1: 6, 2: 7, 3: 1]))
        #expect(second.replaced.map(\.number) == [1])
        #expect(second.replaced.first?.values.map(\.value) == [.integer(5)])
        #expect(second.replaced.first?.new == .integer(6))
    }

    @Test("an act that was made from a space that has changed since is not written")
    func unchanged() async throws {
        let test = try TestStore(.chengdu)
        let path = test.office.path
        let space = SpaceID(.reports, of: path)
        func digest() throws -> SetDigest {
            try test.store.read { snapshot throws(StoreError) in
                try snapshot.records.digest(of: space)
            }
        }
        func act(_ value: Int64, _ digest: SetDigest) -> LocalAct {
            LocalAct(
                .test,
                user: nil,
                intents: [TestActs.figuresIntent(of: path, "2018", [1: value])],
                if: [.isUnchanged(space, digest)]
            )
        }
        let empty = try digest()
        let answers = await withTaskGroup(of: Bool.self) { group in
            for value in 1...Self.callers {
                group.addTask {
                    (try? await test.store.write(act(Int64(value), empty))) != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0 } == 1)
        _ = try await test.store.write(act(99, try digest()))
        #expect(try test.totalRows(of: path).first?.own == 99)
    }
}
