import NIOCore
import Store
import SyncProtocol

/// Says how this node is, and watches that its neighbours do.
final class StatementDesk {
    private let context: NoteContext
    private var number: UInt64 = 0
    /// The links over which the credentials have been sent.
    private var introduced: Set<LinkID> = []
    private var missing: [OfficePath: Int64] = [:]
    private var missedBy: [OfficePath: Int64] = [:]
    weak var driver: RelayDriver?

    init(_ context: NoteContext) {
        self.context = context
    }

    var alarms: [NoteAlarm] {
        self.missing.sorted { $0.key < $1.key }
            .map { NoteAlarm(kind: .statementStale, office: $0.key, since: $0.value) }
            + self.missedBy.sorted { $0.key < $1.key }
            .map { NoteAlarm(kind: .statementMissed, office: $0.key, since: $0.value) }
    }

    func closed(_ link: LinkID, _ peer: OfficePath) {
        self.introduced.remove(link)
        self.missing[peer] = nil
        self.missedBy[peer] = nil
    }

    func heard(from peer: OfficePath) {
        self.missing[peer] = nil
    }

    // MARK: Our own

    func say(over link: LinkID) {
        guard let driver = self.driver else { return }
        let links = driver.relay.links
        let linked = links.map { (path: $0.peer, isBehind: $0.sendBehind > 0) }
        let own = self.context.office
        let backlog = links.reduce(UInt64(0)) { $0 &+ $1.sendBehind }
        let digest = driver.headsDigest
        let folder = self.context.dataFolder
        self.number += 1
        let (number, now) = (self.number, self.context.clock())
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.read { snapshot throws(StoreError) in
            let counts = try snapshot.counts()
            let below = try SubtreeHealth(snapshot, own: own, linked: linked)
            return StatementNote(
                number: number,
                at: now,
                headsDigest: digest,
                backlog: min(backlog, UInt64(Int64.max)),
                quarantined: UInt64(clamping: counts.quarantined),
                held: UInt64(clamping: counts.held),
                diskFreeByteCount: UInt64(clamping: DiskSpace.freeByteCount(at: folder)),
                version: CastNode.version,
                offline: min(below.offline, NoteLimits.officesMax),
                behind: min(below.behind, NoteLimits.officesMax)
            )
        } then: { statement in
            if let statement { bound.value.say(statement, over: link) }
        }
    }

    private func say(_ statement: StatementNote, over link: LinkID) {
        let isFirst = self.introduced.insert(link).inserted
        let note = self.context.identity.note(
            .statement,
            statement.encoded(),
            .statement(statement),
            withChain: isFirst
        )
        guard let note, let peer = self.driver?.links[link]?.peer.path else { return }
        self.driver?.say(.note(note.note), over: link)
        self.missedBy[peer] = nil
    }

    // MARK: What is missed

    /// The link is up, and its other end has not said how it is.
    func missed(_ link: LinkID, _ silence: Int64) {
        guard let peer = self.driver?.links[link]?.peer.path else { return }
        let now = self.context.clock()
        self.missing[peer] = now - silence
        self.context.record(.statementStale(peer, silence, at: now))
        let alarm = AlarmNote(reason: .statementStale, at: now, silentMilliseconds: silence)
        let note = self.context.identity.note(
            .alarm,
            alarm.encoded(),
            .alarm(alarm),
            withChain: true
        )
        if let note { self.driver?.say(.note(note.note), over: link) }
    }

    func alarmed(by peer: OfficePath, _ alarm: AlarmNote) {
        let now = self.context.clock()
        let silence = min(alarm.silentMilliseconds, now)
        // Told once until we have spoken again, however often the neighbour says so.
        guard self.missedBy.updateValue(now - silence, forKey: peer) == nil else { return }
        self.context.record(.statementMissed(peer, silence, at: now))
    }
}

extension StoreEvent {
    private static let minuteMilliseconds: Int64 = 60_000

    static func statementStale(_ peer: OfficePath, _ silence: Int64, at now: Int64) -> StoreEvent {
        let minutes = silence / Self.minuteMilliseconds
        return StoreEvent(
            at: now,
            kind: NoteAlarm.Kind.statementStale.rawValue,
            chinese: "与单位 \(peer) 的连接正常，但已 \(minutes) 分钟没有收到其运行声明；请该单位检查节点。",
            english:
                "The link to office \(peer) is up, but for \(minutes) minutes it has not said how "
                + "it is; that office should look after its node.",
            subject: "\(peer)"
        )
    }

    static func statementMissed(_ peer: OfficePath, _ silence: Int64, at now: Int64) -> StoreEvent {
        let minutes = silence / Self.minuteMilliseconds
        return StoreEvent(
            at: now,
            kind: NoteAlarm.Kind.statementMissed.rawValue,
            chinese: "单位 \(peer) 报警：已 \(minutes) 分钟没有收到本节点的运行声明；请检查本节点的存储与时钟。",
            english:
                "Office \(peer) raises an alarm: for \(minutes) minutes it has heard no statement "
                + "of this node; look after its store and its clock.",
            subject: "\(peer)"
        )
    }
}
