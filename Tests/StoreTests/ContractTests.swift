import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Synchronization
import Testing

@testable import Store

/// What every engine and place must do alike.
@Suite("Store contract")
struct ContractTests {
    @Test(
        "an act that is acknowledged can be read, as a feed and as a total",
        arguments: TestPlace.allCases
    )
    func writesAndReads(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        let act = TestActs.figures(of: test.office.path, [1: 5, 2: 7])
        let receipt = try await test.store.write(act)
        #expect(receipt.changes.count == 1)
        let positions = try test.store.positions()
        #expect(positions.count == 1)
        #expect(positions.first?.0.head.number == 1)
        #expect(
            positions.first.map { ChangeID(prefixOf: $0.0.head.digest) } == receipt.changes.first
        )
        #expect(positions.first?.1 == AuthorKey(test.office.chain.leaf))
        let rows = try test.totalRows(of: test.office.path)
        #expect(rows.map(\.indicator) == [1, 2])
        #expect(rows.map(\.own) == [5, 7])
        #expect(rows.map(\.total) == [5, 7])
        let version = try test.store.read { snapshot throws(StoreError) in snapshot.version }
        #expect(version == receipt.storeVersion)
    }

    @Test(
        "acts that wait together become one change for each space and user",
        arguments: TestPlace.allCases
    )
    func groupsCommits(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        let path = test.office.path
        // Holds the writer until all acts are in its inbox.
        let gate = Handover<Bool>()
        let flag = Flag()
        test.store.post { _ in
            flag.raise()
            _ = gate.wait()
        }
        try await self.waitUntil("the writer is held") { flag.isRaised }
        let receipts = try await withThrowingTaskGroup(of: DurableAct.self) { group in
            for month in 1...9 {
                let user = month == 9 ? "leader" : TestActs.user
                let intent = TestActs.figuresIntent(of: path, "2018-0\(month)", [1: Int64(month)])
                group.addTask {
                    try await test.store.write(LocalAct(.test, user: user, intents: [intent]))
                }
            }
            try await self.waitUntil("all acts wait") { test.store.waitingActs == 9 }
            gate.give(true)
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(receipts.flatMap(\.changes)).count == 2)
        #expect(Set(receipts.map(\.storeVersion)).count == 1)
        #expect(try test.counts().changes == 2)
        #expect(test.committed.count == 2)
    }

    private func waitUntil(_ what: String, _ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while !condition() {
            try #require(ContinuousClock.now < deadline, "\(what) in time")
            await Task.yield()
        }
    }

    @Test(
        "two writes to one record in one act supersede each other in order",
        arguments: TestPlace.allCases
    )
    func writesOneRecordTwice(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        let path = test.office.path
        let intents = [4, 9].map { TestActs.figuresIntent(of: path, "2018-06", [1: $0]) }
        let receipt = try await test.store.write(LocalAct(.test, user: nil, intents: intents))
        #expect(receipt.changes.count == 2)
        let row = try #require(try test.totalRows(of: path).first)
        #expect(row.total == 9)
        #expect(row.conflicts == 0)
    }

    @Test("an act over two spaces carries one act id", arguments: TestPlace.allCases)
    func tiesSpacesTogether(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        let hosting = try TestActs.hosting("510100-S1", by: test.office).intents
        let figures = TestActs.figuresIntent(of: test.office.path, "2018", [1: 1])
        let receipt = try await test.store.write(
            LocalAct(.test, user: TestActs.user, intents: hosting + [figures])
        )
        #expect(receipt.changes.count == 2)
        let acts = try test.allChanges().map { try Change(decoding: $0.body).act }
        #expect(acts.count == 2)
        #expect(acts[0] != nil)
        #expect(acts[0] == acts[1])
    }

    @Test("an act that breaks a rule fails alone", arguments: TestPlace.allCases)
    func failsAlone(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        let record = RecordKind.figures.record(Array("2018".utf8))
        let decomposed = FieldIntent(40, .choose(.text("e\u{301}")))
        let bad = RecordIntent(
            space: SpaceID(.reports, of: test.office.path),
            record: record,
            fields: [decomposed]
        )
        let good = TestActs.figuresIntent(of: test.office.path, "2018", [1: 1])
        await #expect(throws: StoreError.self) {
            try await test.store.write(LocalAct(.test, user: nil, intents: [good, bad]))
        }
        await #expect(throws: StoreError.self) {
            try await test.store.write(LocalAct(.test, user: nil, intents: []))
        }
        #expect(try test.counts().changes == 0)
        #expect(try test.totalRows(of: test.office.path).isEmpty)
        try await test.store.write(LocalAct(.test, user: nil, intents: [good]))
        #expect(try test.counts().changes == 1)
    }

    @Test(
        "an office writes for a child only when its roster says that it hosts it",
        arguments: TestPlace.allCases
    )
    func writesForHostedChild(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        let id = try #require(OfficeID("510100-S1"))
        let child = try #require(test.office.path.child(id))
        let act = TestActs.figures(of: child, [1: 3])
        await #expect(throws: StoreError.self) { try await test.store.write(act) }
        try await test.store.write(try TestActs.hosting("510100-S1", by: test.office))
        #expect(test.notices.contains(.rosterChanged))
        try await test.store.write(act)
        let row = try #require(try test.totalRows(of: test.office.path).first)
        #expect(row.total == 3)
        #expect(row.own == nil)
        #expect(row.children == [TotalRow.Child(office: child, total: 3, offices: 1)])
        // Its parent, which knows the root's key only, accepts what was written.
        let parent = try TestStore(.sichuan)
        let verdicts = try await parent.ingest(try test.allChanges(), from: .chengdu)
        #expect(verdicts == [.accepted, .accepted])
        #expect(try parent.totalRows(of: child).first?.total == 3)
    }

    @Test("an office writes no directives or roster of another", arguments: TestPlace.allCases)
    func refusesForeignSpaces(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        for kind in [SpaceKind.directives, .roster, .reports] {
            let intent = RecordIntent(
                space: SpaceID(kind, of: TestOffice.sichuan.path),
                record: RecordKind.figures.record([1]),
                fields: [FieldIntent(1, .choose(.integer(1)))]
            )
            await #expect(throws: StoreError.self) {
                try await test.store.write(LocalAct(.test, user: nil, intents: [intent]))
            }
        }
        #expect(try test.counts().changes == 0)
    }

    @Test("a token is good for one use before its end", arguments: TestPlace.allCases)
    func usesTokensOnce(_ place: TestPlace) async throws {
        let test = try TestStore(.sichuan, place)
        func token(_ byte: UInt8) -> JoinPermit {
            JoinPermit(
                hash: SignatureSuite.ed25519.hash([byte]),
                office: TestOffice.chengdu.path,
                level: .city,
                name: "成都市科协",
                nameEnglish: nil,
                madeBy: "security",
                expiresAt: TestStore.startMilliseconds + 1_000
            )
        }
        try await test.store.add(token(1))
        try await test.store.add(token(2))
        func use(
            _ byte: UInt8,
            for office: TestOffice = .chengdu,
            by author: TestOffice = .chengdu
        ) async throws -> JoinPermit.Use {
            try await test.store.useToken(
                SignatureSuite.ed25519.hash([byte]),
                for: office.path,
                by: author.signer.author
            )
        }
        #expect(try await use(1, for: .mianyang) == .wrongOffice)
        #expect(try await use(1) == .accepted(token(1)))
        // The same joiner may ask again, since the answer may have been lost; nobody else may.
        #expect(try await use(1) == .accepted(token(1)))
        #expect(try await use(1, by: .mianyang) == .usedBefore)
        #expect(try await use(3) == .unknown)
        test.setClock(TestStore.startMilliseconds + 1_000)
        #expect(try await use(2) == .expired)
    }

    @Test("the audit log is chained and names who did what", arguments: TestPlace.allCases)
    func keepsAudit(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        for number in 1...3 {
            try await test.store.write(try TestActs.report(UInt64(number), of: test.office.path))
        }
        try await test.store.audit(.test, by: "system")
        let page = try test.store.read { snapshot throws(StoreError) in
            try snapshot.journal.audit(StoreRange())
        }
        #expect(page.total == 4)
        #expect(page.rows.first?.user == "system")
        #expect(page.rows.last?.user == TestActs.user)
        #expect(try test.store.verifyAudit().broken.isEmpty)
    }

    @Test("the inbox refuses acts beyond its limit", arguments: TestPlace.allCases)
    func refusesWhenBusy(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place) { $0.waitingActsMax = 0 }
        let act = TestActs.figures(of: test.office.path, [1: 1])
        await #expect(throws: StoreError.busy(waitingActs: 0, waitingBytes: 0)) {
            try await test.store.write(act)
        }
        test.store.close()
        await #expect(throws: StoreError.closed) { try await test.store.write(act) }
    }
}

private final class Flag: Sendable {
    private let value = Mutex(false)

    func raise() { self.value.withLock { $0 = true } }

    var isRaised: Bool { self.value.withLock { $0 } }
}
