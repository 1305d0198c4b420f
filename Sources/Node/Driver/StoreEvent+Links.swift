import Admin
import Decision
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

    static func linkLost(
        _ peer: OfficePath,
        _ reason: String,
        since: Int64,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: "link-lost",
            chinese: "与 \(peer) 的连接自 \(ChinaTime.text(since)) 起中断（\(reason)）；会自动重连，期间的变更待发。",
            english:
                "The link to \(peer) has been lost since \(ChinaTime.text(since)) (\(reason)); it is tried again by itself, and what is written meanwhile waits.",
            subject: "\(peer)"
        )
    }

    static func linkReturned(_ peer: OfficePath, since: Int64, at now: Int64) -> StoreEvent {
        let minutes = max(1, (now - since) / 60_000)
        return StoreEvent(
            at: now,
            kind: "link-returned",
            chinese: "与 \(peer) 的连接已恢复，中断约 \(minutes) 分钟。",
            english: "The link to \(peer) is back after about \(minutes) min.",
            subject: "\(peer)"
        )
    }

    static func connectionRefused(_ refusal: LinkRefusal, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: "connection-refused",
            chinese: "拒绝了来自 \(refusal.host) 的连接：\(refusal.text.chinese)",
            english: "A connection from \(refusal.host) was refused: \(refusal.text.english)",
            subject: refusal.host
        )
    }

    static func twoNodes(_ office: OfficePath, _ address: String, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: Self.twoNodesKind,
            chinese:
                "单位 \(office) 的同一节点似乎在两处同时运行（其一在 \(address)），互相顶替连接；请停掉其中一个，或用新的邀请码让它作为备用节点加入。",
            english:
                "One node of office \(office) seems to run twice (once at \(address)), and each pushes the other out; stop one, or let it join as a further node with an invitation of its own.",
            subject: "\(office)"
        )
    }
}

extension LinkRefusal {
    /// What the quarantine calls it; nil for what says more about the network than about the peer.
    var quarantineReason: RefusalReason? {
        switch self.reason {
        case .unknownPeer, .unexpectedPeer, .barredPeer, .ownCopy: .unknownPeer
        case .badCertificate, .expiredCertificate, .noCertificate: .badCertificate
        case .wrongTree: .wrongTree
        case .malformedFrame: .malformedFrame
        default: nil
        }
    }
}
