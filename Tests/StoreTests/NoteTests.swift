internal import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("Notes in the store")
struct NoteTests {
    private let national = TestOffice.national
    private let chengdu = TestOffice.chengdu

    /// A confirmation of an office above for Chengdu's reports.
    private func confirmation(
        of reader: TestOffice,
        _ positions: [FeedPosition],
        at: Int64
    ) throws -> VerifiedNote {
        let confirmation = try #require(
            ConfirmationNote(
                owner: self.chengdu.path,
                reader: reader.path,
                at: at,
                positions: positions
            )
        )
        let note = try Note(
            .confirmation,
            body: confirmation.encoded(),
            in: Note.Context(tree: reader.tree, signer: reader.path),
            signer: reader.signer
        )
        return VerifiedNote(
            own: note,
            signer: reader.path,
            content: .confirmation(confirmation),
            suite: SignatureSuite.ed25519
        )
    }

    private func positions(_ test: TestStore) throws -> [FeedPosition] {
        try test.store.positions().map(\.0).filter { $0.feed.space.kind == .reports }
    }

    private func saved(_ test: TestStore, report number: UInt64) throws -> [SavedRow] {
        try test.store.read { snapshot throws(StoreError) in
            try snapshot.notes.saved(
                RecordKind.report.record(ReportID(high: 9, low: number).bytes),
                in: SpaceID(.reports, of: self.chengdu.path)
            )
        }
    }

    @Test(
        "each report is saved where a confirmation first covered it",
        arguments: TestPlace.allCases
    )
    func savedPerChange(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        let path = self.chengdu.path
        try await test.store.write(try TestActs.report(1, of: path))
        #expect(try self.saved(test, report: 1).isEmpty)
        let first = try self.positions(test)
        let one = try self.confirmation(of: .sichuan, first, at: 100)
        #expect(try await test.store.notes.keep([one], from: TestOffice.sichuan.path) == [.kept])
        try await test.store.write(try TestActs.report(2, of: path))
        let both = try self.positions(test)
        let notes = [
            try self.confirmation(of: .national, first, at: 300),
            try self.confirmation(of: .sichuan, both, at: 200),
        ]
        #expect(
            try await test.store.notes.keep(notes, from: TestOffice.sichuan.path) == [.kept, .kept]
        )
        #expect(
            try self.saved(test, report: 1) == [
                SavedRow(reader: TestOffice.sichuan.path, at: 100),
                SavedRow(reader: self.national.path, at: 300),
            ]
        )
        #expect(
            try self.saved(test, report: 2) == [
                SavedRow(reader: TestOffice.sichuan.path, at: 200)
            ]
        )
        let late = try test.store.read { snapshot throws(StoreError) in
            try snapshot.notes.unconfirmed(by: self.national.path)
        }
        #expect(late.map(\.number) == [2])
        #expect(late.first?.writtenAt == TestStore.startMilliseconds)
        // What is derived anew is saved in the same places.
        try await test.store.examination.rebuild()
        #expect(try self.saved(test, report: 1).count == 2)
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test(
        "a confirmation counts for our own changes when they have come back",
        arguments: TestPlace.allCases
    )
    func changesComeBack(_ place: TestPlace) async throws {
        let before = try TestStore(.chengdu)
        try await before.store.write(try TestActs.report(1, of: self.chengdu.path))
        let test = try TestStore(.chengdu, place)
        let confirmation = try self.confirmation(of: .national, try self.positions(before), at: 100)
        #expect(try await test.store.notes.keep([confirmation], from: nil) == [.kept])
        #expect(try self.saved(test, report: 1).isEmpty)
        try await test.ingest(try before.allChanges(), from: .sichuan)
        #expect(try self.saved(test, report: 1) == [SavedRow(reader: self.national.path, at: 100)])
    }

    @Test(
        "a confirmation that comes before what another node of ours has written counts for that, too",
        arguments: TestPlace.allCases
    )
    func otherNodeComesLater(_ place: TestPlace) async throws {
        let other = try TestStore(TestOffice.sichuan.child("510100", seed: 33))
        try await other.store.write(try TestActs.report(1, of: self.chengdu.path))
        let test = try TestStore(.chengdu, place)
        let confirmation = try self.confirmation(of: .national, try self.positions(other), at: 100)
        #expect(try await test.store.notes.keep([confirmation], from: nil) == [.kept])
        try await test.ingest(try other.allChanges(), from: .sichuan)
        #expect(try self.saved(test, report: 1) == [SavedRow(reader: self.national.path, at: 100)])
        let late = try test.store.read { snapshot throws(StoreError) in
            try snapshot.notes.unconfirmed(by: self.national.path)
        }
        #expect(late.isEmpty)
    }

    @Test("a confirmation that names another change of ours is refused and noticed")
    func falseConfirmation() async throws {
        let test = try TestStore(.chengdu)
        try await test.store.write(try TestActs.report(1, of: self.chengdu.path))
        let ours = try #require(try self.positions(test).first)
        let other = FeedPosition(
            feed: ours.feed,
            head: FeedHead(number: ours.head.number, digest: SignatureSuite.ed25519.hash([1]))
        )
        let note = try self.confirmation(of: .national, [other], at: 100)
        let verdicts = try await test.store.notes.keep([note], from: TestOffice.sichuan.path)
        #expect(verdicts == [.contradicted(other)])
        #expect(try self.saved(test, report: 1).isEmpty)
        #expect(try test.events().isEmpty)
        try await test.store.notes.accuse(note, other, from: TestOffice.sichuan.path)
        #expect(try test.events().map(\.kind.rawValue) == ["confirmation-false"])
        // Whoever goes on with it fills its share of the quarantine, and not the list of events.
        let again = try self.confirmation(of: .national, [other], at: 101)
        try await test.store.notes.accuse(again, other, from: self.national.path)
        #expect(try test.events().count == 1)
        #expect(try test.quarantine().rows.count == 2)
        let peers = try test.quarantine().rows.map(\.peer).sorted()
        #expect(peers == ["\(self.national.path)", "\(TestOffice.sichuan.path)"])
        // A confirmation that reaches further than our own disk says nothing that we could deny.
        let ahead = FeedPosition(
            feed: ours.feed,
            head: FeedHead(number: ours.head.number + 5, digest: SignatureSuite.ed25519.hash([2]))
        )
        let further = try self.confirmation(of: .national, [ahead], at: 200)
        #expect(try await test.store.notes.keep([further], from: nil) == [.kept])
        #expect(try self.saved(test, report: 1).isEmpty)
    }

    @Test("the latest of one signer and subject wins, whatever comes later")
    func latestWins() async throws {
        let test = try TestStore(.chengdu)
        let newer = try self.confirmation(of: .national, [], at: 200)
        let older = try self.confirmation(of: .national, [], at: 100)
        #expect(
            try await test.store.notes.keep([newer, older, newer], from: nil) == [
                .kept, .older, .older,
            ]
        )
        let kept = try test.store.read { snapshot throws(StoreError) in
            try snapshot.notes.all(.confirmation)
        }
        #expect(kept.map(\.at) == [200])
        #expect(kept.map(\.note) == [newer.note])
    }

    /// Something of Chengdu's is here.
    private func hearOfChengdu(_ test: TestStore) async throws {
        let changes = self.chengdu.changes(
            in: SpaceID(.reports, of: self.chengdu.path),
            stamps: [TestStore.startMilliseconds]
        ) { _ in [TestActs.edit(1, 1)] }
        try await test.ingest(changes, from: self.chengdu)
    }

    private func unsettled(_ test: TestStore, for peer: TestOffice) throws -> [NoteID] {
        try test.store.read { snapshot throws(StoreError) in
            try snapshot.notes.unsettled(for: peer.path, limit: 10).map {
                $0.note.id(by: test.store.identity.suite)
            }
        }
    }

    @Test(
        "a confirmation goes down towards its owner until the neighbour has it",
        arguments: TestPlace.allCases
    )
    func goesDown(_ place: TestPlace) async throws {
        let test = try TestStore(.sichuan, place)
        let note = try self.confirmation(of: .national, [], at: 100)
        // An office of which nothing is known here may be anything.
        let early = try await test.store.notes.keep([note], from: self.national.path)
        #expect(early == [.subjectUnknown])
        try await self.hearOfChengdu(test)
        #expect(try await test.store.notes.keep([note], from: self.national.path) == [.kept])
        #expect(try self.unsettled(test, for: .chengdu) == [note.id])
        #expect(try self.unsettled(test, for: .mianyang).isEmpty)
        #expect(try self.unsettled(test, for: .national).isEmpty)
        try await test.store.notes.settle([note.id], with: self.chengdu.path)
        #expect(try self.unsettled(test, for: .chengdu).isEmpty)
        let next = try self.confirmation(of: .national, [], at: 101)
        _ = try await test.store.notes.keep([next], from: self.national.path)
        #expect(try self.unsettled(test, for: .chengdu) == [next.id])
    }

    @Test(
        "the nodes of one office tell each other what others have signed, once",
        arguments: TestPlace.allCases
    )
    func sharedByNodes(_ place: TestPlace) async throws {
        let test = try TestStore(.sichuan, place)
        let own = TestOffice.sichuan
        try await self.hearOfChengdu(test)
        let fromAbove = try self.confirmation(of: .national, [], at: 100)
        let ours = try self.confirmation(of: .sichuan, [], at: 100)
        #expect(try await test.store.notes.keep([fromAbove], from: self.national.path) == [.kept])
        #expect(try await test.store.notes.keep([ours], from: nil) == [.kept])
        // Each node signs what is on its own disk.
        #expect(try self.unsettled(test, for: own) == [fromAbove.id])
        try await test.store.notes.settle([fromAbove.id], with: own.path)
        #expect(try self.unsettled(test, for: own).isEmpty)
        // What the other node has brought is not sent back to it.
        let later = try self.confirmation(of: .national, [], at: 101)
        #expect(try await test.store.notes.keep([later], from: own.path) == [.kept])
        #expect(try self.unsettled(test, for: own).isEmpty)
    }
}
