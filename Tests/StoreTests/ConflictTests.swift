import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

/// Where two nodes of one office have said different things while apart.
@Suite("What is at odds in records")
struct ConflictTests {
    private static let directive = DirectiveID(high: 3, low: 4)
    private static let second = TestOffice.sichuan.child("510100", seed: 9)

    private static func reply(_ text: String, at: Int64, by user: String) throws -> RecordIntent {
        try ReplyContent(
            validating: text,
            directive: Self.directive,
            issuer: TestOffice.national.path
        )
        .intent(by: TestOffice.chengdu.path, at: at, user: user)
    }

    /// A city's store that has replied and then gets what its other node has replied meanwhile.
    private static func apart(_ place: TestPlace = .memory) async throws -> TestStore {
        let test = try TestStore(.chengdu, place)
        try await test.store.write(
            LocalAct(.test, user: "张三", intents: [try Self.reply("已落实", at: 1, by: "张三")])
        )
        let other = try TestStore(Self.second)
        try await other.store.write(
            LocalAct(.test, user: "李四", intents: [try Self.reply("未落实", at: 2, by: "李四")])
        )
        try await test.ingest(try other.allChanges())
        return test
    }

    private static func settlement(
        _ text: String,
        shown revision: Revision,
        _ present: RecordState
    ) throws -> LocalAct {
        let settlement = try RecordSettlement(
            validating: [("text", .text(text))],
            "fields",
            of: Reply.declaration,
            Self.reference,
            shown: revision,
            present: present
        )
        return LocalAct(.test, user: "王敏", parts: [settlement.part(at: 9, user: "王敏")])
    }

    private static let reference = RecordReference(
        RecordKind.reply.record(Self.directive.bytes),
        in: SpaceID(.reports, of: TestOffice.chengdu.path)
    )

    private static func conflicts(_ test: TestStore) throws -> [RecordReference] {
        try test.store.read { snapshot throws(StoreError) in
            let page = try snapshot.records.conflicts(StoreRange())
            #expect(page.total == page.rows.count)
            #expect(snapshot.counts.conflicts == page.total)
            return page.rows.map(\.reference)
        }
    }

    private static func state(_ test: TestStore) throws -> RecordState {
        let state = try test.store.read { snapshot throws(StoreError) in
            try snapshot.records.record(Self.reference.record, in: Self.reference.space)
        }
        return try #require(state)
    }

    @Test("is listed and counted until somebody settles it", arguments: TestPlace.allCases)
    func listed(_ place: TestPlace) async throws {
        let test = try await Self.apart(place)
        #expect(try Self.conflicts(test) == [Self.reference])
        let offices = try test.store.read { snapshot throws(StoreError) in
            try snapshot.records.officesAtOdds(limit: 5).map { ($0.office, $0.records) }
        }
        #expect(offices.map(\.0) == [TestOffice.chengdu.path] && offices.map(\.1) == [1])
        try await test.store.examination.rebuild()
        #expect(try Self.conflicts(test) == [Self.reference])
        let state = try Self.state(test)
        let act = try Self.settlement("部分落实", shown: Revision(of: state), state)
        try await test.store.write(act)
        #expect(try Self.conflicts(test).isEmpty)
        #expect(try Self.state(test).choices(2).map(\.value) == [.text("部分落实")])
        #expect(try await test.store.write(act).isRepeated)
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("is not settled by somebody who was not shown all of it: nothing is written then")
    func unseen() async throws {
        let test = try await Self.apart()
        let present = try Self.state(test)
        var shown = RecordState()
        // As it stood before the other node's reply came.
        let first = try #require(present.choices(2).first { $0.value == .text("已落实") })
        shown.apply(
            [RecordEdit.Field(2, .choice(first.value, superseding: []))],
            from: OperationOrigin(
                change: first.dot.change,
                stamp: first.stamp,
                author: AuthorID(high: 0, low: 0),
                incarnation: 0
            ),
            firstIndex: first.dot.index
        )
        let act = try Self.settlement("部分落实", shown: Revision(of: shown), present)
        await #expect {
            try await test.store.write(act)
        } throws: { error in
            guard case .conflict(let conflict)? = error as? StoreError,
                case .unseen(Self.reference, 2, let found) = conflict.reason
            else { return false }
            return found == present
        }
        #expect(try Self.state(test) == present)
    }

    @Test("Where nothing is at odds there is nothing to settle")
    func settled() async throws {
        let test = try TestStore(.chengdu)
        try await test.store.write(
            LocalAct(.test, user: "张三", intents: [try Self.reply("已落实", at: 1, by: "张三")])
        )
        let state = try Self.state(test)
        let act = try Self.settlement("部分落实", shown: Revision(of: state), state)
        await #expect {
            try await test.store.write(act)
        } throws: { error in
            guard case .conflict(let conflict)? = error as? StoreError,
                case .settled(Self.reference, 2, _) = conflict.reason
            else { return false }
            return true
        }
    }

    @Test("Of 64 who settle the same one wins, each other is told what holds now")
    func race() async throws {
        let test = try await Self.apart()
        let state = try Self.state(test)
        let acts = try (0..<64).map {
            try Self.settlement("结论 \($0)", shown: Revision(of: state), state)
        }
        let written = await withTaskGroup(of: Bool.self) { group in
            for act in acts {
                group.addTask { (try? await test.store.write(act)) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(written == 1)
        #expect(try Self.conflicts(test).isEmpty)
    }

    @Test(
        "Who wrote a record, when, and what stood there before, is read out of the signed changes"
    )
    func history() async throws {
        let test = try await Self.apart()
        let state = try Self.state(test)
        try await test.store.write(
            try Self.settlement("部分落实", shown: Revision(of: state), state)
        )
        let history = try test.store.read { snapshot throws(StoreError) in
            try snapshot.histories.history(of: Self.reference)
        }
        #expect(!history.isCut)
        #expect(history.touches.map(\.user) == ["王敏", "李四", "张三"])
        #expect(history.touches.map(\.isSigned) == [true, true, true])
        let reading = TouchReading(history.touches, by: Reply.declaration)
        let settled = reading.fields(of: history.touches[0]).first { $0.number == 2 }
        #expect(settled?.value == .text("部分落实"))
        #expect(Set(settled?.before ?? []) == [.text("未落实"), .text("已落实")])
        #expect(reading.fields(of: history.touches[2]).first { $0.number == 2 }?.before == [])
    }

    @Test("A damaged row of the list is found, and derived anew")
    func damagedRow() async throws {
        let folder = TestFolder()
        let test = try TestStore(.chengdu, folder: folder)
        try await test.store.write(
            LocalAct(.test, user: "张三", intents: [try Self.reply("已落实", at: 1, by: "张三")])
        )
        test.store.close()
        try DamagedFile(folder: folder).run(
            "INSERT INTO record_conflict VALUES (1, 21, x'01', 1, 5)"
        )
        let again = try TestStore(.chengdu, folder: folder)
        #expect(!(try again.store.examination.verify().problems.isEmpty))
        try await again.store.examination.rebuild()
        #expect(try again.store.examination.verify().problems.isEmpty)
        #expect(try Self.conflicts(again).isEmpty)
    }
}
