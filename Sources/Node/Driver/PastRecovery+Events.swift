import Decision
import PlainText
import Store
import SyncProtocol

extension PastRecovery {
    /// For so long after the latest change of a copy's it is shown that one runs, in milliseconds.
    static let copyShownMilliseconds: Int64 = 86_400_000
    /// So many of the latest events are looked through for the last recovery.
    private static let eventsMax = 200

    /// The latest event about the node's own past: one that says that something is being fetched
    /// back, one that says what came of it, or one of the last day that says that a copy runs. Nil
    /// when there was none of late.
    static func lastEvent(
        _ snapshot: StoreSnapshot,
        at now: Int64
    ) throws(StoreError) -> StoreEvent? {
        try snapshot.journal.events(StoreRange(limit: Self.eventsMax)).rows.first { event in
            switch event.kind {
            case .pastRecovered, .claimUnproven, .incarnationOpened: true
            case .copyWrites: now - event.at < Self.copyShownMilliseconds
            default: false
            }
        }
    }

    /// Begun before the node was started and not ended yet; nil when none is.
    static func underWay(
        _ snapshot: StoreSnapshot,
        at now: Int64
    ) throws(StoreError) -> PastRecovery? {
        try snapshot.lostPast().map { _ in PastRecovery(at: now) }
    }
}
