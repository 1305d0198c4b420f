import Testing

@testable import SyncProtocol

/// What is offered.
extension NoteDeskTests {
    /// A province with a link to its city, past the first reading.
    private func offering(_ notes: [Note], at now: Int64 = 0) -> (NoteDesk, [NoteDesk.Action]) {
        var desk = self.desk(self.sample.province)
        let path = self.sample.city.path
        _ = desk.step(.linkOpened(Self.link, peer: path), at: now, wall: Self.wall)
        #expect(
            self.tick(&desk, at: now) == [
                .forget(Self.link, .confirmation, path, since: nil),
                .read(Self.link, path, limit: NoteOutbox.underWayMax),
            ]
        )
        let said = desk.step(.found(Self.link, notes), at: now, wall: Self.wall)
        return (desk, said)
    }

    @Test("What a neighbour does not settle is offered again after a minute, and not before")
    func offeredAgain() {
        var (desk, said) = self.offering([self.note(1), self.note(2)])
        #expect(said == [1, 2].map { .say(Self.link, .note(self.note($0))) })
        _ = desk.step(.settled(Self.link, self.id(of: 1)), at: 1_000, wall: Self.wall)
        let path = self.sample.city.path
        let settle = NoteDesk.Action.settle(Self.link, [self.id(of: 1)], with: path)
        #expect(self.tick(&desk, at: 2_000) == [settle])
        #expect(desk.step(.remembered(Self.link), at: 2_500, wall: Self.wall).isEmpty)
        #expect(self.tick(&desk, at: 60_000).isEmpty)
        let limit = NoteOutbox.underWayMax + 1
        #expect(self.tick(&desk, at: 60_001) == [.read(Self.link, path, limit: limit)])
        let again = desk.step(.found(Self.link, [self.note(2)]), at: 60_002, wall: Self.wall)
        #expect(again == [.say(Self.link, .note(self.note(2)))])
    }

    @Test("What a neighbour cannot keep yet does not hold up what comes after it")
    func passedBy() {
        let max = NoteOutbox.underWayMax
        let notes = (0..<max + 3).map { self.note(UInt8($0)) }
        var (desk, said) = self.offering(Array(notes.prefix(max)))
        #expect(said.count == max)
        let path = self.sample.city.path
        let read = NoteDesk.Action.read(Self.link, path, limit: max + max)
        #expect(self.tick(&desk, at: 60_001) == [read])
        said = desk.step(.found(Self.link, notes), at: 60_002, wall: Self.wall)
        #expect(said == notes.suffix(3).map { .say(Self.link, .note($0)) })
        for note in notes.suffix(3) {
            _ = desk.step(
                .settled(Self.link, note.id(by: SignatureSuite.ed25519)),
                at: 60_003,
                wall: Self.wall
            )
        }
        _ = self.tick(&desk, at: 61_000)
        _ = desk.step(.remembered(Self.link), at: 61_001, wall: Self.wall)
        // Then it is their turn again.
        #expect(self.tick(&desk, at: 120_002).isEmpty)
        #expect(self.tick(&desk, at: 120_003) == [read])
        let left = Array(notes.prefix(max))
        said = desk.step(.found(Self.link, left), at: 120_004, wall: Self.wall)
        #expect(said == left.map { .say(Self.link, .note($0)) })
    }

    @Test("Nothing is read again before what was settled is written down")
    func remembering() {
        var (desk, _) = self.offering([self.note(1)])
        _ = desk.step(.settled(Self.link, self.id(of: 1)), at: 1_000, wall: Self.wall)
        #expect(self.tick(&desk, at: 2_000).count == 1)
        _ = desk.step(.forgotten(Self.link), at: 2_000, wall: Self.wall)
        #expect(self.tick(&desk, at: 3_000).isEmpty)
        let path = self.sample.city.path
        #expect(
            desk.step(.remembered(Self.link), at: 3_500, wall: Self.wall)
                == [.read(Self.link, path, limit: NoteOutbox.underWayMax)]
        )
    }

    @Test("Only what was offered can be settled, and what was is remembered when the link ends")
    func settledUnasked() {
        var (desk, _) = self.offering([self.note(1)])
        _ = desk.step(.settled(Self.link, self.id(of: 9)), at: 1_000, wall: Self.wall)
        _ = desk.step(.settled(Self.link, self.id(of: 1)), at: 1_000, wall: Self.wall)
        #expect(
            desk.step(.linkClosed(Self.link), at: 1_500, wall: Self.wall)
                == [.settle(Self.link, [self.id(of: 1)], with: self.sample.city.path)]
        )
    }

    @Test("A new link begins without what was settled on the last, at most every five minutes")
    func afresh() {
        var (desk, _) = self.offering([])
        let path = self.sample.city.path
        _ = desk.step(.forgotten(Self.link), at: 0, wall: Self.wall)
        _ = desk.step(.linkClosed(Self.link), at: 10_000, wall: Self.wall)
        _ = desk.step(.linkOpened(Self.other, peer: path), at: 20_000, wall: Self.wall)
        let forget = NoteDesk.Action.forget(Self.other, .confirmation, path, since: nil)
        let early = desk.step(
            .tick(streaming: [Self.other], inStep: []),
            at: 299_999,
            wall: Self.wall
        )
        #expect(!early.contains(forget))
        let due = desk.step(
            .tick(streaming: [Self.other], inStep: []),
            at: 300_000,
            wall: Self.wall
        )
        #expect(due.contains(forget))
        let later = desk.step(
            .tick(streaming: [Self.other], inStep: []),
            at: 900_000,
            wall: Self.wall
        )
        #expect(!later.contains(forget))
    }

    @Test("Recent folds are offered anew on a later link, old ones once a day")
    func foldsAfresh() {
        var desk = self.desk(self.sample.province)
        let (above, own) = (self.sample.national.path, self.sample.province.path)
        _ = desk.step(.linkOpened(Self.link, peer: above), at: 0, wall: Self.wall)
        _ = desk.step(.linkOpened(Self.other, peer: own), at: 0, wall: Self.wall)
        func forgotten(_ links: [LinkID], at now: Int64) -> [NoteDesk.Action] {
            self.tick(&desk, links, at: now).filter {
                if case .forget = $0 { true } else { false }
            }
        }
        #expect(
            forgotten([Self.link, Self.other], at: 0) == [
                .forget(Self.link, .fold, above, since: nil),
                .forget(Self.other, .confirmation, own, since: nil),
                .forget(Self.other, .fold, own, since: nil),
            ]
        )
        let recent = Self.wall - NoteOutbox.recentMilliseconds
        let (third, fourth) = (LinkID(3), LinkID(4))
        _ = desk.step(.linkOpened(third, peer: above), at: 20_000, wall: Self.wall)
        #expect(forgotten([third], at: 299_999).isEmpty)
        #expect(
            forgotten([third], at: 300_000) == [.forget(third, .fold, above, since: recent)]
        )
        _ = desk.step(.linkOpened(fourth, peer: above), at: 86_400_000, wall: Self.wall)
        #expect(
            forgotten([fourth], at: 86_400_000) == [.forget(fourth, .fold, above, since: nil)]
        )
    }

    @Test("What a child tells by a fold is passed on to our other nodes")
    func sharing() throws {
        var desk = self.desk(self.sample.province)
        let (own, city) = (self.sample.province.path, self.sample.city.path)
        for (link, peer) in [(Self.link, own), (Self.other, city)] {
            _ = desk.step(.linkOpened(link, peer: peer), at: 0, wall: Self.wall)
        }
        _ = self.tick(&desk, [Self.link], at: 0)
        for _ in 0..<2 { _ = desk.step(.found(Self.link, []), at: 0, wall: Self.wall) }
        #expect(self.tick(&desk, [Self.link], at: 1_000).isEmpty)
        let fold = try SampleNotes.fold(self.sample.city, of: self.sample.tree)
        _ = desk.step(.kept([fold], [.kept], over: Self.other), at: 1_500, wall: Self.wall)
        #expect(
            self.tick(&desk, [Self.link], at: 2_000)
                == [.read(Self.link, own, limit: NoteOutbox.underWayMax)]
        )
    }

    @Test("Nothing is offered before a link has found what differs")
    func notStreaming() {
        var desk = self.desk(self.sample.province)
        let opened = NoteDesk.Event.linkOpened(Self.link, peer: self.sample.city.path)
        _ = desk.step(opened, at: 0, wall: Self.wall)
        #expect(self.tick(&desk, [], at: 1_000).isEmpty)
        #expect(self.tick(&desk, at: 2_000).count == 2)
    }
}
