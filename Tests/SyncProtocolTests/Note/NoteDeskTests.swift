import Testing

@testable import SyncProtocol

@Suite("An office's desk of notes")
struct NoteDeskTests {
    static let link = LinkID(1)
    static let other = LinkID(2)
    static let confirmMilliseconds: Int64 = 600_000
    static let wall: Int64 = 1_760_000_000_000

    let sample: SampleTree

    init() throws {
        self.sample = try SampleTree()
    }

    func desk(
        _ office: SampleOffice,
        positions: [FeedPosition] = [],
        signed: [ConfirmationNote] = []
    ) -> NoteDesk {
        NoteDesk(
            office: office.path,
            own: OwnAuthors(writing: office.author),
            positions: positions,
            signed: signed,
            confirmMilliseconds: Self.confirmMilliseconds,
            suite: .ed25519
        )
    }

    func position(_ number: UInt64, incarnation: UInt64 = 4) -> FeedPosition {
        let feed = FeedID(
            space: SpaceID(.reports, of: self.sample.city.path),
            author: self.sample.city.author,
            incarnation: incarnation
        )
        let digest = SignatureSuite.ed25519.hash([UInt8(truncatingIfNeeded: number)])
        return FeedPosition(feed: feed, head: FeedHead(number: number, digest: digest))
    }

    private func confirmations(_ actions: [NoteDesk.Action]) -> [ConfirmationNote] {
        actions.flatMap {
            if case .sign(let confirmations, _) = $0 { confirmations } else { [ConfirmationNote]() }
        }
    }

    /// What a tick brings, but for the look at what is unconfirmed.
    func tick(
        _ desk: inout NoteDesk,
        _ streaming: [LinkID] = [Self.link],
        inStep: [LinkID] = [],
        at now: Int64
    ) -> [NoteDesk.Action] {
        desk.step(.tick(streaming: streaming, inStep: inStep), at: now, wall: Self.wall)
            .filter { if case .look = $0 { false } else { true } }
    }

    func id(of number: UInt8) -> NoteID { self.note(number).id(by: SignatureSuite.ed25519) }

    func note(_ number: UInt8) -> Note {
        Note(
            kind: .confirmation,
            body: [number],
            author: self.sample.national.author,
            signature: [number]
        )
    }

    // MARK: What is taken

    @Test("So many notes wait, so many are refused, and the rest of a link is not looked at")
    func intakeLimits() {
        var desk = self.desk(self.sample.city)
        let opened = NoteDesk.Event.linkOpened(Self.link, peer: self.sample.province.path)
        _ = desk.step(opened, at: 0, wall: Self.wall)
        let received = NoteDesk.Event.received(Self.link, self.note(1))
        for _ in 0..<NoteIntake.waitingMax {
            #expect(desk.step(received, at: 0, wall: Self.wall).count == 1)
        }
        #expect(desk.step(received, at: 0, wall: Self.wall).isEmpty)
        let refused = NoteVerification.refused(.badSignature, detail: "")
        for _ in 0..<NoteIntake.refusedMax {
            let actions = desk.step(
                .checked(Self.link, self.note(1), refused),
                at: 0,
                wall: Self.wall
            )
            #expect(actions.last == .say(Self.link, .settled(self.id(of: 1))))
        }
        #expect(desk.step(received, at: 0, wall: Self.wall).isEmpty)
    }

    @Test("A confirmation is settled when the disk has it, and not when its owner is unknown")
    func settledWhenKept() throws {
        var desk = self.desk(self.sample.city)
        let opened = NoteDesk.Event.linkOpened(Self.link, peer: self.sample.province.path)
        _ = desk.step(opened, at: 0, wall: Self.wall)
        let note = try SampleNotes.confirmation(self.sample, positions: [])
        let settled = NoteDesk.Action.say(Self.link, .settled(note.id))
        for (verdict, isSettled) in [
            (NoteVerdict.kept, true), (.older, true), (.subjectUnknown, false),
        ] {
            _ = desk.step(.received(Self.link, note.note), at: 0, wall: Self.wall)
            let keep = desk.step(
                .checked(Self.link, note.note, .good(note)),
                at: 0,
                wall: Self.wall
            )
            #expect(keep == [.keep([note], from: self.sample.province.path, over: Self.link)])
            let answer = desk.step(
                .kept([note], [verdict], over: Self.link),
                at: 0,
                wall: Self.wall
            )
            #expect(answer.contains(settled) == isSettled)
        }
        _ = desk.step(.received(Self.link, note.note), at: 0, wall: Self.wall)
        _ = desk.step(.checked(Self.link, note.note, .good(note)), at: 0, wall: Self.wall)
        #expect(desk.step(.kept([note], nil, over: Self.link), at: 0, wall: Self.wall).isEmpty)
    }

    @Test(
        "A confirmation that names another change is false only when it comes again to one that is in step"
    )
    func accused() throws {
        let note = try SampleNotes.confirmation(self.sample, positions: [self.position(1)])
        let above = self.sample.province.path
        let contradicted = NoteVerdict.contradicted(self.position(1))
        let kept = NoteDesk.Event.kept([note], [contradicted], over: Self.link)
        func desk(inStep: [LinkID]) -> NoteDesk {
            var desk = self.desk(self.sample.city)
            _ = desk.step(.linkOpened(Self.link, peer: above), at: 0, wall: Self.wall)
            _ = self.tick(&desk, inStep: inStep, at: 0)
            return desk
        }
        // What it speaks of may be on its way.
        var early = desk(inStep: [])
        for _ in 0..<2 { #expect(early.step(kept, at: 1, wall: Self.wall).isEmpty) }
        var desk = desk(inStep: [Self.link])
        #expect(desk.step(kept, at: 1, wall: Self.wall).isEmpty)
        let accusation: [NoteDesk.Action] = [
            .accuse(note, self.position(1), from: above), .say(Self.link, .settled(note.id)),
        ]
        #expect(desk.step(kept, at: 60_001, wall: Self.wall) == accusation)
        // Whoever never comes into step does not get away with it.
        for number in 2..<UInt64(NoteIntake.doubtedMax + 1) {
            let other = try SampleNotes.confirmation(
                self.sample,
                positions: [self.position(number)]
            )
            let event = NoteDesk.Event.kept([other], [contradicted], over: Self.link)
            #expect(early.step(event, at: 2, wall: Self.wall).isEmpty)
        }
        #expect(early.step(kept, at: 3, wall: Self.wall) == accusation)
    }

    @Test("The first statement on a link brings the credentials, and the first after an alarm")
    func credentials() throws {
        var desk = self.desk(self.sample.city)
        let above = self.sample.province.path
        _ = desk.step(.linkOpened(Self.link, peer: above), at: 0, wall: Self.wall)
        let own = try SampleNotes.statement(self.sample.city, of: self.sample.tree)
        guard case .statement(let statement) = own.content else { return }
        func utter(_ desk: inout NoteDesk) -> [NoteDesk.Action] {
            desk.step(.stated(Self.link, statement), at: 0, wall: Self.wall)
        }
        let with = [NoteDesk.Action.utter(Self.link, own.content, withChain: true)]
        let without = [NoteDesk.Action.utter(Self.link, own.content, withChain: false)]
        #expect(utter(&desk) == with)
        #expect(utter(&desk) == without)
        let alarm = AlarmNote(reason: .statementStale, at: 1, silentMilliseconds: 60_000)
        let note = try Note(
            .alarm,
            body: alarm.encoded(),
            in: Note.Context(tree: self.sample.tree, signer: above),
            signer: self.sample.province.signer
        )
        let heard = VerifiedNote(
            own: note,
            signer: above,
            content: .alarm(alarm),
            suite: SignatureSuite.ed25519
        )
        let told = desk.step(.kept([heard], [.kept], over: Self.link), at: 0, wall: Self.wall)
        #expect(told == [.notify(.statementMissedBy(above, silentMilliseconds: 60_000))])
        #expect(desk.alarms.map(\.kind) == [.statementMissed])
        #expect(utter(&desk) == with)
        #expect(desk.alarms.isEmpty)
    }

    // MARK: Which note stays

    @Test("Of confirmations the later stays, of statements the one that came last")
    func verdicts() throws {
        let confirmation = try SampleNotes.confirmation(self.sample, positions: [])
        let statement = try SampleNotes.statement(self.sample.city, of: self.sample.tree)
        let known = KnownNote(id: self.id(of: 7), at: confirmation.at + 1)
        func verdict(
            _ note: VerifiedNote,
            _ known: KnownNote?,
            isKnown: Bool = true,
            wall: Int64 = Self.wall
        )
            -> NoteVerdict
        {
            note.verdict(
                over: known,
                wall: wall,
                isSubjectKnown: { isKnown },
                contradiction: { _ in nil }
            )
        }
        #expect(verdict(confirmation, known) == .older)
        #expect(verdict(confirmation, KnownNote(id: known.id, at: confirmation.at)) == .kept)
        // What bears a time that has not come yet has not the last word.
        #expect(verdict(confirmation, KnownNote(id: known.id, at: .max)) == .kept)
        // Where the clock is behind all bear one, and are ordered as everywhere.
        let behind = confirmation.at - HybridClock.aheadMillisecondsMax - 1
        #expect(verdict(confirmation, known, wall: behind) == .older)
        let earlier = KnownNote(id: known.id, at: confirmation.at - 1)
        #expect(verdict(confirmation, earlier, wall: behind) == .kept)
        #expect(verdict(confirmation, KnownNote(id: confirmation.id, at: 0)) == .older)
        #expect(verdict(confirmation, nil, isKnown: false) == .subjectUnknown)
        #expect(verdict(statement, KnownNote(id: known.id, at: statement.at + 1)) == .kept)
        let contradicted = confirmation.verdict(
            over: nil,
            wall: Self.wall,
            isSubjectKnown: { true },
            contradiction: { _ in self.position(1) }
        )
        #expect(contradicted == .contradicted(self.position(1)))
    }

    @Test("A confirmation is believed as far as our own disk reaches")
    func believed() throws {
        let confirmation = try #require(
            ConfirmationNote(
                owner: self.sample.city.path,
                reader: self.sample.national.path,
                at: 1,
                positions: [self.position(3), self.position(5, incarnation: 6)]
            )
        )
        let ends = confirmation.believed { $0.incarnation == 4 ? 3 : 4 }
        #expect(ends == [self.position(3)])
        #expect(confirmation.believed { _ in nil }.isEmpty)
        #expect(confirmation.believed(steps: .allBut(.noteReach)) { _ in 4 }.count == 2)
    }

    // MARK: What is signed

    private func committed(
        _ positions: [FeedPosition],
        cuts: [CommitReport.Cut] = []
    ) -> NoteDesk.Event {
        .committed(
            CommitReport(
                committed: positions.map {
                    CommitReport.Committed(
                        feed: $0.feed,
                        head: $0.head,
                        signed: SignedChange(body: [], signature: [])
                    )
                },
                cuts: cuts,
                batches: []
            )
        )
    }

    @Test(
        "The times of confirmations rise, whatever the clock does, and signing waits for the disk"
    )
    func risingTimes() {
        var desk = self.desk(self.sample.province)
        let owner = self.sample.city.path
        let tick = NoteDesk.Event.tick(streaming: [], inStep: [])
        _ = desk.step(self.committed([self.position(1)]), at: 0, wall: Self.wall)
        let first = self.confirmations(desk.step(tick, at: 1_000, wall: Self.wall))
        #expect(first.map(\.at) == [Self.wall])
        _ = desk.step(self.committed([self.position(2)]), at: 1_500, wall: Self.wall)
        #expect(self.confirmations(desk.step(tick, at: 2_000, wall: 0)).isEmpty)
        _ = desk.step(.confirmationsKept(of: [owner], isOnDisk: false), at: 2_500, wall: 0)
        let second = self.confirmations(desk.step(tick, at: 3_000, wall: 0))
        #expect(second.map(\.at) == [Self.wall + 1])
        #expect(second.first?.positions == [self.position(2)])
    }

    @Test("Confirmations bring the credentials until something of ours is known below")
    func credentialsOfConfirmations() {
        var desk = self.desk(self.sample.province, positions: [self.position(1)])
        let own = self.sample.province
        let tick = NoteDesk.Event.tick(streaming: [], inStep: [])
        func withChain(_ number: UInt64, besides: [SpaceKind] = []) -> [Bool] {
            let others = besides.map {
                FeedPosition(
                    feed: FeedID(
                        space: SpaceID($0, of: own.path),
                        author: own.author,
                        incarnation: 4
                    ),
                    head: self.position(1).head
                )
            }
            let committed = self.committed([self.position(number)] + others)
            _ = desk.step(committed, at: 0, wall: Self.wall)
            _ = desk.step(
                .confirmationsKept(of: [self.sample.city.path], isOnDisk: true),
                at: 0,
                wall: Self.wall
            )
            return desk.step(tick, at: 0, wall: Self.wall).compactMap {
                if case .sign(_, let withChain) = $0 { withChain } else { nil }
            }
        }
        #expect(withChain(2) == [true])
        #expect(withChain(3, besides: [.reports, .receipts]) == [true])
        #expect(withChain(4, besides: [.directives]) == [false])
        #expect(withChain(5) == [false])
    }

    @Test("What was signed before a restart is not signed again, and its time counts")
    func restarted() throws {
        let signed = try #require(
            ConfirmationNote(
                owner: self.sample.city.path,
                reader: self.sample.province.path,
                at: Self.wall + 50,
                positions: [self.position(1)]
            )
        )
        var same = self.desk(
            self.sample.province,
            positions: [self.position(1)],
            signed: [signed]
        )
        let tick = NoteDesk.Event.tick(streaming: [], inStep: [])
        #expect(self.confirmations(same.step(tick, at: 0, wall: Self.wall)).isEmpty)
        var further = self.desk(
            self.sample.province,
            positions: [self.position(2)],
            signed: [signed]
        )
        let confirmations = self.confirmations(further.step(tick, at: 0, wall: Self.wall))
        #expect(confirmations.map(\.at) == [Self.wall + 51])
    }

    @Test("A strand that is cut is signed for as it is now")
    func cutStrand() {
        var desk = self.desk(self.sample.province, positions: [self.position(5)])
        let strand = self.position(5).feed
        let name = strand.strand(from: 3, ChangeID(prefixOf: SignatureSuite.ed25519.hash([3])))
        let rest = FeedPosition(feed: name, head: self.position(5).head)
        let branch = strand.strand(from: 3, ChangeID(prefixOf: SignatureSuite.ed25519.hash([9])))
        let change = FeedPosition(
            feed: branch,
            head: FeedHead(number: 3, digest: SignatureSuite.ed25519.hash([9]))
        )
        let cut = CommitReport.Cut(
            strand: strand,
            head: self.position(2).head,
            rest: rest,
            order: 0
        )
        _ = desk.step(self.committed([change], cuts: [cut]), at: 0, wall: Self.wall)
        let signed = self.confirmations(
            desk.step(.tick(streaming: [], inStep: []), at: 1, wall: Self.wall)
        )
        #expect(
            Set(signed.first?.positions ?? []) == [
                FeedPosition(feed: strand, head: self.position(2).head), rest, change,
            ]
        )
    }

    // MARK: What is withheld

    private func unconfirmed(_ number: UInt64, end: UInt64) -> UnconfirmedFeed {
        UnconfirmedFeed(
            feed: self.position(1).feed,
            end: end,
            number: number,
            writtenAt: Int64(number)
        )
    }

    /// Looks every half minute, and gives back when people were told of which change.
    private func watch(
        _ desk: inout NoteDesk,
        from start: Int64,
        to end: Int64,
        wall: (Int64) -> Int64 = { Self.wall + $0 },
        _ feeds: (Int64) -> [UnconfirmedFeed]
    ) -> [Int64: UInt64] {
        var told: [Int64: UInt64] = [:]
        for now in stride(from: start, through: end, by: 30_000) {
            let tick = desk.step(.tick(streaming: [], inStep: []), at: now, wall: wall(now))
            guard tick.contains(.look(unconfirmedBy: self.sample.national.path)) else { continue }
            for action in desk.step(.looked(feeds(now)), at: now, wall: wall(now)) {
                if case .notify(.unconfirmed(let feed, _)) = action { told[now] = feed.number }
            }
        }
        return told
    }

    @Test("A report that stays unconfirmed raises an alarm, which ends when it is confirmed")
    func withheld() {
        var desk = self.desk(self.sample.city)
        let opened = NoteDesk.Event.linkOpened(Self.link, peer: self.sample.province.path)
        _ = desk.step(opened, at: 0, wall: Self.wall)
        let told = self.watch(&desk, from: 0, to: 900_000) { now in
            [self.unconfirmed(2, end: UInt64(2 + now / 30_000))]
        }
        // Whatever comes after it, the oldest is told once, when it is late.
        #expect(told == [630_000: 2])
        #expect(desk.alarms.map(\.kind) == [.unconfirmed])
        #expect(self.watch(&desk, from: 930_000, to: 930_000) { _ in [] }.isEmpty)
        #expect(desk.alarms.isEmpty)
    }

    @Test("Confirmations that keep pace raise nothing, and those that fall behind do")
    func pace() {
        var desk = self.desk(self.sample.city)
        let opened = NoteDesk.Event.linkOpened(Self.link, peer: self.sample.province.path)
        _ = desk.step(opened, at: 0, wall: Self.wall)
        let pace = self.watch(&desk, from: 0, to: 3_000_000) { now in
            let end = UInt64(20 + now / 30_000)
            return [self.unconfirmed(end - 19, end: end)]
        }
        #expect(pace.isEmpty)
        let behind = self.watch(&desk, from: 3_030_000, to: 6_000_000) { now in
            let end = UInt64(20 + now / 30_000)
            return [self.unconfirmed(end - 22, end: end)]
        }
        #expect(!behind.isEmpty)
    }

    @Test("Without a link to the parent nothing is told, and no clock makes a difference")
    func withheldClockFree() {
        var desk = self.desk(self.sample.city)
        let feeds = [self.unconfirmed(1, end: 1)]
        let leap: (Int64) -> Int64 = { Self.wall + $0 * 1_000 }
        #expect(self.watch(&desk, from: 0, to: 900_000, wall: leap) { _ in feeds }.isEmpty)
        let opened = NoteDesk.Event.linkOpened(Self.link, peer: self.sample.province.path)
        _ = desk.step(opened, at: 900_000, wall: 0)
        let told = self.watch(&desk, from: 930_000, to: 1_800_000, wall: { -$0 }) { _ in feeds }
        #expect(told == [1_530_000: 1])
    }
}
