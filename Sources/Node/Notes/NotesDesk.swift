import NIOCore
import OfficeWork
import Store
import SyncProtocol

/// Everything that a node does with notes. Confined to the links' event loop, like the driver that it
/// hears of links from and speaks through.
final class NotesDesk {
    let context: NoteContext
    let outbox: NoteOutbox
    let intake: NoteIntake
    let receipts: ReceiptDesk
    let statements: StatementDesk
    let traces: TraceDesk
    let withholding: WithholdingWatch

    init(_ context: NoteContext, positions: [FeedPosition]) {
        self.context = context
        self.outbox = NoteOutbox(context)
        self.intake = NoteIntake(context)
        self.receipts = ReceiptDesk(context, positions: positions)
        self.statements = StatementDesk(context)
        self.traces = TraceDesk(context)
        self.withholding = WithholdingWatch(context)
    }

    /// Notes go out, and links are looked up, through the driver.
    func attach(_ driver: RelayDriver) {
        self.outbox.driver = driver
        self.intake.driver = driver
        self.statements.driver = driver
        self.withholding.driver = driver
        self.intake.desk = self
        self.receipts.outbox = self.outbox
        self.traces.outbox = self.outbox
    }

    func opened(_ link: LinkID, _ peer: OfficePath) {
        self.outbox.opened(link, peer)
        self.intake.opened(link, peer)
    }

    func closed(_ link: LinkID) {
        if let peer = self.outbox.closed(link) { self.statements.closed(link, peer) }
        self.intake.closed(link)
    }

    func committed(_ report: CommitReport, _ notices: [StoreNotice]) {
        self.receipts.committed(report)
        for notice in notices {
            switch notice {
            case .directivesTouched(let directives): self.traces.touched(directives)
            case .rosterChanged: self.traces.touchedAll()
            default: continue
            }
        }
    }

    /// About once a second.
    func tick() {
        self.receipts.tick()
        self.traces.tick()
        self.outbox.tick()
        self.withholding.tick()
    }

    func heard(_ notice: Relay.Notice) {
        switch notice {
        case .noteSettled(let link, let id): self.outbox.settled(id, over: link)
        case .statementDue(let link): self.statements.say(over: link)
        case .statementStale(let link, let silence): self.statements.missed(link, silence)
        default: return
        }
    }

    /// A note of a neighbour is on the disk.
    func kept(_ note: VerifiedNote, over link: LinkID, from peer: OfficePath) {
        switch note.content {
        case .statement: self.statements.heard(from: peer)
        case .receipt(let receipt): self.outbox.touched(towards: receipt.owner)
        case .fold(let header):
            if let id = DirectiveID(bytes: header.subject) { self.traces.touched([id]) }
        case .alarm(let alarm): self.statements.alarmed(by: peer, alarm)
        }
    }

    /// What people should look after now.
    var alarms: [NoteAlarm] { self.statements.alarms + self.withholding.alarms }
}
