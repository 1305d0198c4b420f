import Decision
import PlainText
import Store
import SyncProtocol

/// What people are told of neighbours that say nothing, and of changes that nobody confirms.
enum NoteNews {
    static let minuteMilliseconds: Int64 = 60_000

    static func statementStale(_ peer: OfficePath, _ silence: Int64, at now: Int64) -> StoreEvent {
        Self.silent(.statementStale, peer, silence, at: now)
    }

    static func statementMissed(_ peer: OfficePath, _ silence: Int64, at now: Int64) -> StoreEvent {
        Self.silent(.statementMissed, peer, silence, at: now)
    }

    private static func silent(
        _ kind: EventKind,
        _ peer: OfficePath,
        _ silence: Int64,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: kind,
            details: EventDetails().with(.office, "\(peer)")
                .with(.minutes, silence / Self.minuteMilliseconds),
            subject: "\(peer)"
        )
    }

    static func unconfirmed(
        _ headquarters: OfficePath,
        _ feed: UnconfirmedFeed,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .unconfirmed,
            details: EventDetails().with(.office, "\(headquarters)")
                .with(.number, Int64(clamping: feed.number))
                .with(.minutes, (now - feed.writtenAt) / Self.minuteMilliseconds),
            subject: "\(feed.feed)"
        )
    }
}
