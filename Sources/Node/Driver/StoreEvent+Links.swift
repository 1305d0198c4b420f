import Store
import SyncProtocol

extension StoreEvent {
    static func refusedByPeer(
        _ peer: String,
        _ feed: FeedID,
        number: UInt64,
        _ reason: String,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: "refused-by-peer",
            chinese: "\(peer) 隔离了 \(feed) 的第 \(number) 号变更（\(reason)），该来源暂停发送。",
            english:
                "\(peer) keeps change \(number) of \(feed) in quarantine (\(reason)); the feed waits.",
            subject: "\(feed)"
        )
    }

    /// A connection that never became a link, and that nobody in particular made.
    static func connectionRefused(_ refusal: LinkRefusal, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: refusal.reason.rawValue,
            chinese: "来自 \(refusal.host) 的连接被拒绝：\(refusal.text.chinese)。",
            english: "A connection from \(refusal.host) was refused: \(refusal.text.english).",
            subject: refusal.host
        )
    }

    static func forkSuspected(
        _ peer: String,
        _ feed: FeedID,
        number: UInt64,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: "fork-suspected",
            chinese: "\(peer) 持有 \(feed) 第 \(number) 号变更的另一个分支。",
            english: "\(peer) has another branch of \(feed) at change \(number).",
            subject: "\(feed)"
        )
    }
}
