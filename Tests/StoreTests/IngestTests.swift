import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("Received changes")
struct IngestTests {
    private static let minute: Int64 = 60_000
    private let space = SpaceID(.reports, of: TestOffice.chengdu.path)

    private func changes(
        incarnation: UInt64 = 7,
        stamps: [Int64] = [1, 2, 3, 4],
        value: Int64 = 1
    ) -> [SignedChange] {
        TestOffice.chengdu.changes(
            in: self.space,
            incarnation: incarnation,
            stamps: stamps.map { TestStore.startMilliseconds + $0 }
        ) { index in [TestActs.edit(1, value, "2018-0\(index + 1)")] }
    }

    @Test(
        "each change comes to one outcome: accepted, duplicate or gap",
        arguments: TestPlace.allCases
    )
    func judgesOrder(_ place: TestPlace) async throws {
        let test = try TestStore(.sichuan, place)
        let changes = self.changes()
        #expect(try await test.ingest([changes[1]]) == [.gap])
        #expect(try await test.ingest([changes[0], changes[2]]) == [.accepted, .gap])
        #expect(try await test.ingest([changes[0], changes[1]]) == [.duplicate, .accepted])
        #expect(try await test.ingest(Array(changes[2...])) == [.accepted, .accepted])
        #expect(try test.counts().changes == 4)
        #expect(test.committed.map(\.head.number) == [1, 2, 3, 4])
        #expect(try test.totalRows(of: TestOffice.chengdu.path).count == 4)
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("what the store gives back is byte for byte what came")
    func keepsExactBytes() async throws {
        let test = try TestStore(.sichuan)
        let changes = self.changes()
        try await test.ingest(changes)
        #expect(try test.allChanges() == changes)
    }

    @Test("a flipped bit puts the change in quarantine; the feed goes on with the true one")
    func quarantinesTampered() async throws {
        let test = try TestStore(.sichuan)
        let changes = self.changes()
        var body = changes[1].body
        body[body.count - 3] ^= 1
        let forged = SignedChange(body: body, signature: changes[1].signature)
        let verdicts = try await test.ingest([changes[0], forged, changes[1], changes[2]])
        #expect(
            verdicts == [.accepted, .quarantined(.badSignature), .accepted, .accepted]
        )
        let row = try #require(try test.quarantine().rows.first)
        #expect(row.reason == .badSignature)
        #expect(row.peer == TestOffice.sichuan.path.description)
        #expect(row.number == 2)
        let bytes = try test.store.read { snapshot throws(StoreError) in
            try snapshot.journal.quarantinedBytes(row.id)
        }
        #expect(bytes == forged)
        #expect(test.notices.contains(.quarantined(1)))
    }

    @Test("both branches of a forked opening are kept; other feeds are not touched")
    func keepsForks() async throws {
        let test = try TestStore(.sichuan)
        let ours = self.changes()
        let theirs = self.changes(stamps: [1, 20, 30], value: 2)
        let other = TestOffice.mianyang.changes(
            in: SpaceID(.reports, of: TestOffice.mianyang.path),
            stamps: [TestStore.startMilliseconds]
        ) { _ in [TestActs.edit(1, 10)] }
        try await test.ingest(Array(ours[..<2]))
        let first = TestOffice.chengdu.changes(
            in: self.space,
            stamps: [TestStore.startMilliseconds + 5]
        ) { _ in [TestActs.edit(1, 3)] }
        let verdicts = try await test.ingest([first[0], theirs[2], other[0], ours[2]])
        // The third change of their feed has nothing before it here.
        #expect(verdicts == [.accepted, .gap, .accepted, .accepted])
        let feed = FeedID(
            space: self.space,
            author: TestOffice.chengdu.signer.author,
            incarnation: 7
        )
        #expect(test.notices.contains(.feedForked(feed, number: 1)))
        let page = try test.store.read { snapshot throws(StoreError) in
            try snapshot.feeds.page(StoreRange())
        }
        #expect(page.rows.map(\.standing) == [.forked, .forked, .forked, .open])
        #expect(page.rows.map(\.head.number) == [0, 3, 1, 1])
        #expect(try test.counts().changes == 5)
        #expect(try test.counts().feeds == 2)
        #expect(try test.events().map(\.kind.rawValue) == ["feed-forked"])
        #expect(try test.quarantine().total == 0)
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("a stamp that does not rise is refused")
    func refusesFallingStamp() async throws {
        let test = try TestStore(.sichuan)
        let verdicts = try await test.ingest(self.changes(stamps: [5, 4]))
        #expect(verdicts == [.accepted, .quarantined(.stampNotRising)])
    }

    @Test(
        "a change from far ahead is held on disk and applied when its time has come",
        arguments: TestPlace.allCases
    )
    func holdsChanges(_ place: TestPlace) async throws {
        let test = try TestStore(.sichuan, place)
        let hour = 60 * Self.minute
        let changes = self.changes(stamps: [0, hour, hour + 1])
        #expect(try await test.ingest(changes) == [.accepted, .held, .held])
        #expect(try test.counts().held == 2)
        #expect(try test.totalRows(of: TestOffice.chengdu.path).count == 1)
        #expect(try await test.store.applyHeld() == 0)
        // Our own stamps are not dragged along.
        try await test.store.write(TestActs.figures(of: test.office.path, [1: 1]))
        let own = try #require(try test.allChanges().last)
        let stamp = try Change(decoding: own.body).stamp
        #expect(stamp.milliseconds <= TestStore.startMilliseconds + Self.minute)
        test.setClock(TestStore.startMilliseconds + hour)
        #expect(try await test.store.applyHeld() == 2)
        #expect(test.notices.contains(.heldApplied(2)))
        #expect(try test.counts().held == 0)
        #expect(try test.totalRows(of: TestOffice.chengdu.path).count == 3)
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("a change of ours that a neighbour has and we do not opens a new incarnation")
    func noticesOwnChanges() async throws {
        let test = try TestStore(.chengdu)
        try await test.store.write(TestActs.figures(of: test.office.path, "2018", [1: 1]))
        let own = try #require(try test.store.positions().first).0.feed
        let change = Change(
            suite: .ed25519,
            tree: test.office.tree,
            feed: own,
            number: 2,
            previous: ChangeID(prefixOf: try #require(try test.allChanges().first).digest),
            stamp: Stamp(milliseconds: TestStore.startMilliseconds + 1),
            user: nil,
            opening: nil,
            act: nil,
            payload: Change.payload([TestActs.edit(1, 5, "2017")])
        )
        let signed = try SignedChange(change, signer: test.office.signer)
        let verdicts = try await test.ingest(try test.allChanges() + [signed])
        #expect(verdicts == [.duplicate, .accepted])
        #expect(try test.counts().incarnation != own.incarnation)
        try await test.store.write(TestActs.figures(of: test.office.path, "2016", [1: 1]))
        #expect(try test.store.positions().map(\.0.head.number) == [2, 1])
    }

    @Test(
        "a neighbour's word about our lost changes opens one new incarnation, however often it comes"
    )
    func opensIncarnationOnce() async throws {
        let test = try TestStore(.chengdu)
        let first = try test.counts().incarnation
        let sichuan = TestOffice.sichuan.path
        try await test.store.openIncarnation(claimedBy: sichuan, replacing: first)
        let second = try test.counts().incarnation
        #expect(second != first)
        try await test.store.openIncarnation(claimedBy: sichuan, replacing: first)
        #expect(try test.counts().incarnation == second)
        #expect(try test.events().count == 1)
        #expect(try test.events().first?.english.hasPrefix("510000 says that it holds") == true)
        // No neighbour had any: nobody is told of a backup that was never restored.
        let event = try #require(
            try await test.store.concludePast(from: [], asked: [TestOffice.sichuan.path])
        )
        #expect(event.english.hasPrefix("510000 said that it held changes of this office"))
        #expect(event.english.contains("no neighbour has any: nothing is known to be lost"))
        #expect(event.chinese.contains("邻居 510000 称"))
    }

    @Test("a record damaged on disk accuses nobody: what comes for it waits for a rebuild")
    func isolatesDamage() async throws {
        let test = try TestStore(.sichuan) { $0.cachedRecordBytesMax = 0 }
        let changes = self.changes()
        try await test.ingest([changes[0]])
        try await test.store.perform { writer throws(StoreError) in
            _ = try writer.commit { work throws(StoreError) in
                try work.connection.run("UPDATE record SET state = ?1", .bytes([0xFF]))
            }
        }
        let again = TestOffice.chengdu.changes(
            in: self.space,
            incarnation: 8,
            stamps: [TestStore.startMilliseconds]
        ) { _ in [TestActs.edit(2, 2, "2018-01")] }
        let verdicts = try await test.ingest([again[0], changes[1]])
        #expect(verdicts == [.held, .accepted])
        #expect(try test.quarantine().total == 0)
        #expect(try test.allChanges().contains(again[0]))
        #expect(try await test.store.applyHeld() == 0)
        #expect(try test.store.examination.verify().problems.isEmpty == false)
        try await test.store.examination.rebuild()
        #expect(try test.store.examination.verify().problems.isEmpty)
        #expect(try test.counts().held == 1)
        #expect(try await test.store.applyHeld() == 1)
        #expect(try test.counts().held == 0)
        #expect(try test.store.examination.verify().problems.isEmpty)
        #expect(try await test.ingest([again[0]]) == [.duplicate])
    }

    @Test("a row of totals damaged on disk accuses nobody: what comes for it sums all anew")
    func mendsTotals() async throws {
        let test = try TestStore(.sichuan) { $0.cachedCellsMax = 0 }
        try await test.ingest([self.changes()[0]])
        try await test.store.perform { writer throws(StoreError) in
            try writer.commit { work throws(StoreError) in
                _ = try work.connection.run("UPDATE totals SET content = ?1", .bytes([0xFF]))
            }
            return ()
        }
        #expect(try !test.store.examination.verify().problems.isEmpty)
        #expect(throws: StoreError.self) { try test.totalRows(of: TestOffice.sichuan.path) }
        let again = TestOffice.chengdu.changes(
            in: self.space,
            incarnation: 8,
            stamps: [TestStore.startMilliseconds]
        ) { _ in [TestActs.edit(2, 2, "2018-01")] }
        #expect(try await test.ingest(again) == [.accepted])
        #expect(try test.quarantine().total == 0)
        #expect(try test.store.examination.verify().problems.isEmpty)
        #expect(test.store.fault != nil)
    }

    @Test("lists that go by totals are compared by an examination, too")
    func comparesListedTotals() async throws {
        let test = try TestStore(.sichuan)
        try await test.ingest([self.changes()[0]])
        try await test.store.perform { writer throws(StoreError) in
            try writer.commit { work throws(StoreError) in
                _ = try work.connection.run("UPDATE totals SET own = '', reported = 0")
            }
            return ()
        }
        #expect(try !test.store.examination.verify().problems.isEmpty)
        try await test.store.examination.rebuild()
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("the quarantine keeps to its limits, drops the oldest and counts them")
    func capsQuarantine() async throws {
        let test = try TestStore(.sichuan) { $0.quarantineItemsMax = 3 }
        for number in 1...5 {
            let bytes = [UInt8](repeating: UInt8(number), count: 10)
            let unit = QuarantinedUnit(
                reason: .malformedFrame,
                detail: "\(number)",
                peer: "10.0.0.1",
                body: bytes
            )
            try await test.store.quarantine(unit)
            try await test.store.quarantine(unit)
        }
        let page = try test.quarantine()
        #expect(page.rows.map(\.detail) == ["5", "4", "3"])
        #expect(page.rows.map(\.times) == [2, 2, 2])
        #expect(page.total == 3)
        #expect(try test.counts().quarantineDropped == 2)
    }

    @Test("whoever fills the quarantine takes no room from others", arguments: [true, false])
    func sharesQuarantine(_ byItems: Bool) async throws {
        let folder = TestFolder()
        func open() throws -> TestStore {
            try TestStore(.sichuan, folder: folder) { configuration in
                if byItems {
                    configuration.quarantineItemsMax = 4
                } else {
                    configuration.quarantineBytesMax = 40
                }
            }
        }
        func bring(_ number: UInt8, _ peer: String, to test: TestStore) async throws {
            let unit = QuarantinedUnit(
                reason: .malformedFrame,
                detail: "\(number)",
                peer: peer,
                body: [UInt8](repeating: number, count: 10)
            )
            try await test.store.quarantine(unit)
        }
        let first = try open()
        try await bring(1, "10.0.0.1", to: first)
        for number in UInt8(2)...8 { try await bring(number, "10.0.0.2", to: first) }
        try await bring(9, "10.0.0.1", to: first)
        for number in UInt8(10)...12 { try await bring(number, "10.0.0.2", to: first) }
        #expect(try first.quarantine().rows.map(\.detail) == ["12", "11", "9", "1"])
        #expect(try first.counts().quarantineDropped == 8)
        first.store.close()
        // Whose units they are is counted anew.
        let second = try open()
        try await bring(13, "10.0.0.2", to: second)
        #expect(try second.quarantine().rows.map(\.detail) == ["13", "12", "9", "1"])
    }

    @Test("people are told of the first forks of a feed only")
    func tellsFirstForks() async throws {
        let test = try TestStore(.sichuan)
        for value in 1...40 {
            try await test.ingest(self.changes(stamps: [1], value: Int64(value)))
        }
        let told = try test.events().filter { $0.kind.rawValue == "feed-forked" }
        // The second branch made two strands beside the empty one of the openings.
        #expect(told.count == PastNews.strandsToldMax - 2)
        #expect(try test.counts().changes == 40)
    }

    @Test("garbage is counted to one outcome and changes nothing else")
    func survivesGarbage() async throws {
        let test = try TestStore(.sichuan)
        let garbage = SignedChange(body: [0xFF, 0x00], signature: [])
        let verdicts = try await test.ingest([garbage, self.changes()[0], garbage])
        #expect(
            verdicts == [
                .quarantined(.malformedChange), .accepted, .quarantined(.malformedChange),
            ]
        )
        #expect(try test.quarantine().total == 1)
    }

    @Test("what the engine refuses of one batch stops no other batch")
    func isolatesEngineRefusal() async throws {
        let test = try TestStore(.sichuan)
        // A row in the way of the first change of the first feed that will be opened.
        try await test.store.perform { writer throws(StoreError) in
            _ = try writer.commit { work throws(StoreError) in
                try work.connection.run(
                    "INSERT INTO change(position, digest, body, signature) VALUES (?1, ?2, ?2, ?2)",
                    .integer(ChangePosition.value(feed: 1, number: 1)),
                    .bytes([0])
                )
            }
        }
        let other = TestOffice.mianyang.changes(
            in: SpaceID(.reports, of: TestOffice.mianyang.path),
            stamps: [TestStore.startMilliseconds]
        ) { _ in [TestActs.edit(1, 10)] }
        let refused = SignedChange(body: [0xFF], signature: [])
        let verdicts = try await test.ingest([other[0], refused])
        #expect(
            verdicts == [.quarantined(.malformedOperations), .quarantined(.malformedChange)]
        )
        #expect(try test.quarantine().total == 2)
        #expect(try test.counts().changes == 0)
    }
}
