import Decision
import PlainText
import Store
import SyncProtocol

/// What people are told of links.
enum LinkNews {
    static func refusedByPeer(
        _ peer: String,
        _ feed: FeedID,
        number: UInt64,
        _ reason: String,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .refusedByPeer,
            details: EventDetails().with(.office, peer).with(.feed, "\(feed)")
                .with(.number, Int64(clamping: number)).with(.reason, reason),
            subject: "\(feed)"
        )
    }

    static func linkLost(
        _ peer: OfficePath,
        _ reason: String,
        since: Int64,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .linkLost,
            details: EventDetails().with(.office, "\(peer)").with(.since, since)
                .with(.reason, reason),
            subject: "\(peer)"
        )
    }

    static func linkReturned(_ peer: OfficePath, since: Int64, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .linkReturned,
            details: EventDetails().with(.office, "\(peer)")
                .with(.minutes, max(1, (now - since) / NoteNews.minuteMilliseconds)),
            subject: "\(peer)"
        )
    }

    static func connectionRefused(_ refusal: LinkRefusal, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .connectionRefused,
            details: EventDetails().with(.host, refusal.host)
                .with(.reason, refusal.reason.rawValue).with(.detail, refusal.detail),
            subject: refusal.host
        )
    }

    static func twoNodes(_ office: OfficePath, _ address: String, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .twoNodes,
            details: EventDetails().with(.office, "\(office)").with(.address, address),
            subject: "\(office)"
        )
    }
}
