/// One office's part in the notes: what is offered to whom, what is taken, for whom confirmations are
/// signed, and what raises an alarm.
///
/// Pure, like ``Relay``: the same state and the same event give the same state and actions. The driver
/// carries the actions out in order; the store and the signer answer with events.
package struct NoteDesk: Sendable, Equatable {
    package let office: OfficePath
    private var outbox: NoteOutbox
    private var intake: NoteIntake
    private var confirmations: ConfirmationBook
    private var statements = StatementBook()
    private var withholding: WithholdingWatch

    /// - Parameters:
    ///   - positions: of all feeds that are on disk.
    ///   - signed: our own confirmations that are on disk.
    ///   - confirmMilliseconds: after so long without a confirmation a report raises an alarm.
    package init(
        office: OfficePath,
        own: OwnAuthors,
        positions: [FeedPosition],
        signed: [ConfirmationNote],
        confirmMilliseconds: Int64,
        suite: SignatureSuite
    ) {
        self.office = office
        self.outbox = NoteOutbox(office: office, suite: suite)
        self.intake = NoteIntake(suite: suite)
        self.confirmations = ConfirmationBook(
            office: office,
            own: own,
            positions: positions,
            signed: signed
        )
        self.withholding = WithholdingWatch(
            office: office,
            confirmMilliseconds: confirmMilliseconds
        )
    }

    /// What people should look after now.
    package var alarms: [NoteAlarm] { self.statements.alarms + self.withholding.alarms }

    /// Checked notes of a link that wait until the store has taken those before them.
    package func waitingCount(over link: LinkID) -> Int { self.intake.checkedCount(over: link) }

    /// - Parameters:
    ///   - now: monotonic milliseconds.
    ///   - wall: UTC milliseconds.
    package mutating func step(_ event: Event, at now: Int64, wall: Int64) -> [Action] {
        switch event {
        case .linkOpened(let link, let peer):
            self.outbox.opened(link, peer)
            self.intake.opened(link, peer)
            self.statements.opened(link, peer)
            self.withholding.opened(link, peer, at: now)
            return []
        case .linkClosed(let link):
            self.intake.closed(link)
            self.statements.closed(link)
            self.withholding.closed(link)
            return self.outbox.closed(link)
        case .received(let link, let note): return self.intake.take(note, over: link)
        case .checked(let link, let note, let result):
            return self.intake.checked(note, result, over: link)
        case .kept(let notes, let verdicts, let link):
            return self.kept(notes, verdicts, over: link, wall: wall)
        case .confirmationsKept(let owners, let isOnDisk):
            self.confirmations.kept(of: owners, isOnDisk: isOnDisk)
            if isOnDisk { for owner in owners { self.outbox.touched(towards: owner) } }
            return []
        case .foldsKept:
            self.outbox.touchedFold()
            return []
        case .found(let link, let notes): return self.outbox.found(notes, for: link, at: now)
        case .remembered(let link): return self.outbox.remembered(link)
        case .forgotten(let link):
            self.outbox.forgotten(link)
            return []
        case .stated(let link, let statement): return self.statements.made(statement, over: link)
        case .looked(let feeds): return self.withholding.found(feeds, at: now)
        case .settled(let link, let id):
            self.outbox.settled(id, over: link)
            return []
        case .statementDue(let link): return self.statements.due(over: link)
        case .statementStale(let link, let silence):
            return self.statements.missed(over: link, silence: silence, wall: wall)
        case .committed(let report):
            self.confirmations.committed(report)
            return []
        case .tick(let streaming, let inStep):
            self.intake.heard(inStep: inStep)
            return self.tick(streaming, at: now, wall: wall)
        }
    }

    private mutating func tick(_ streaming: [LinkID], at now: Int64, wall: Int64) -> [Action] {
        let confirmations = self.confirmations.due(at: wall)
        return
            (confirmations.isEmpty
            ? [] : [.sign(confirmations, withChain: !self.confirmations.isKnownBelow)])
            + self.outbox.tick(at: now, wall: wall) { streaming.contains($0) }
            + self.withholding.tick(at: now)
    }

    private mutating func kept(
        _ notes: [VerifiedNote],
        _ verdicts: [NoteVerdict]?,
        over link: LinkID,
        wall: Int64
    ) -> [Action] {
        var actions = self.intake.kept(notes, verdicts, over: link)
        for (note, verdict) in zip(notes, verdicts ?? []) where verdict == .kept {
            switch note.content {
            case .statement:
                self.statements.heard(from: note.signer)
                actions.append(.heardStatement(link))
            case .confirmation(let confirmation): self.outbox.touched(towards: confirmation.owner)
            case .fold(let header):
                self.outbox.touchedFold()
                actions.append(.notify(.folded(header)))
            case .alarm(let alarm):
                actions += self.statements.alarmed(over: link, alarm, wall: wall)
            }
        }
        return actions
    }
}
