import Store
import SyncProtocol

/// How far a node has come that lost a part of its own past and fetches it back from its neighbours.
struct PastRecovery: Sendable, Equatable {
    /// When a feed has two branches the ends never become equal: it counts as settled when nothing
    /// has come for so long, in milliseconds.
    static let quietMilliseconds: Int64 = 3_000

    /// Own changes that came back.
    private(set) var recovered = 0
    /// Own changes that were met with another one of the same number, here or at a neighbour.
    private(set) var onSecondBranch = 0
    /// Who gave them, in the order in which they first did.
    private(set) var sources: [OfficePath] = []
    /// UTC milliseconds.
    private var lastNewsAt: Int64

    /// - Parameter now: UTC milliseconds.
    init(at now: Int64) {
        self.lastNewsAt = now
    }

    /// Counts what came of one change of our own that a neighbour sent.
    mutating func add(_ verdict: ChangeOutcome.Verdict, from peer: OfficePath?, at now: Int64) {
        switch verdict {
        case .accepted, .held: self.recovered += 1
        case .quarantined(.forked): self.onSecondBranch += 1
        case .duplicate, .gap, .quarantined: return
        }
        self.lastNewsAt = now
        if let peer, !self.sources.contains(peer) { self.sources.append(peer) }
    }

    /// A neighbour keeps a change of ours aside because it has another one of the same number.
    mutating func refused(by peer: OfficePath?, at now: Int64) {
        self.add(.quarantined(.forked), from: peer, at: now)
    }

    /// Whether nothing more is to be expected although the ends are not equal.
    func isQuiet(at now: Int64) -> Bool {
        self.onSecondBranch > 0 && now - self.lastNewsAt >= Self.quietMilliseconds
    }

    /// What the node's people read about it.
    func event(at now: Int64) -> StoreEvent {
        let from = self.sources.map { "\($0.office)" }
        let chineseSource = from.isEmpty ? "" : "（来自 \(from.joined(separator: "、"))）"
        let englishSource = from.isEmpty ? "" : " from \(from.joined(separator: " and "))"
        var chinese = "本节点曾由较旧的副本恢复：已取回本单位 \(self.recovered) 个变更\(chineseSource)"
        var english =
            "Restored from an older copy: \(Self.changes(self.recovered)) recovered\(englishSource)"
        if self.onSecondBranch > 0 {
            chinese += "；至少 \(self.onSecondBranch) 个变更位于另一分支，已隔离保存，请核对后重报。"
            english +=
                ", at least \(self.onSecondBranch) kept in quarantine as a second branch; "
                + "compare both ends and write again what is missing."
        } else {
            chinese += "，未发现丢失。"
            english += ", 0 known to be lost."
        }
        return StoreEvent(at: now, kind: Self.eventKind, chinese: chinese, english: english)
    }

    static let eventKind = "past-recovered"
    /// What the store says when it begins.
    static let beginKind = "incarnation-opened"
    /// So many of the latest events are looked through for the last recovery.
    private static let eventsMax = 200

    private static func changes(_ count: Int) -> String {
        count == 1 ? "1 change" : "\(count) changes"
    }
}

extension PastRecovery {
    /// The latest event about the node's own past: one that says that something is being fetched
    /// back, or one that says what came of it. Nil when there was none of late.
    static func lastEvent(_ snapshot: StoreSnapshot) throws(StoreError) -> StoreEvent? {
        try snapshot.events(StoreRange(limit: Self.eventsMax)).rows.first {
            $0.kind == Self.eventKind || $0.kind == Self.beginKind
        }
    }

    /// Begun before the node was started and not ended yet; nil when none is.
    static func underWay(_ snapshot: StoreSnapshot) throws(StoreError) -> PastRecovery? {
        guard let event = try Self.lastEvent(snapshot), event.kind == Self.beginKind else {
            return nil
        }
        return PastRecovery(at: event.at)
    }
}
