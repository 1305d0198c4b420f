import Admin
import SyncProtocol

extension LinkSummary {
    init(
        _ neighbour: Neighbour,
        name: String,
        state: String,
        statement: PeerStatement? = nil
    ) {
        let record = neighbour.record
        let progress = record.progress
        var retryAt: Int64?
        if case .waiting(let until)? = neighbour.dialing { retryAt = until }
        self.init(
            peer: neighbour.path.office.text,
            peerName: name,
            node: neighbour.node?.description,
            direction: record.direction.rawValue,
            address: record.address,
            state: Self.word(neighbour),
            reason: progress == nil
                ? Self.endReason(neighbour)
                : record.isRestricted ? Self.restricted : nil,
            sendBehind: (progress?.sendBehind ?? record.backlog?.count).map {
                Int64(clamping: $0)
            },
            receiveBehind: Int64(clamping: progress?.receiveBehind ?? 0),
            scopeDigest: progress?.scopeDigest.description ?? "",
            peerScopeDigest: progress?.peerScopeDigest?.description,
            scopeStateDigest: state,
            connectedAt: record.connectedAt,
            offlineSince: progress == nil ? record.endedAt : nil,
            lastEqualAt: record.lastEqualAt,
            bytesIn: Int64(clamping: record.bytesIn),
            bytesOut: Int64(clamping: record.bytesOut),
            retryAt: retryAt,
            statement: statement
        )
    }

    /// Why there is no link: what the last attempt met, where this node dials, not what ended the link before.
    private static func endReason(_ neighbour: Neighbour) -> String? {
        neighbour.lastFailure ?? neighbour.record.endReason
    }

    /// Outside its hours, or over the day's budget.
    private static let restricted = "restricted"

    private static func word(_ neighbour: Neighbour) -> String {
        guard let progress = neighbour.record.progress else {
            if neighbour.dialing == .connecting { return "connecting" }
            let refusals = [
                LinkRefusal.Reason.badCertificate, .wrongTree, .unknownPeer, .unexpectedPeer,
                .expiredCertificate, .ownCopy,
            ]
            let isRefused = refusals.contains { $0.rawValue == neighbour.lastFailure }
            return isRefused || neighbour.record.endReason == LinkCloseReason.refusedByPeer
                ? "refused" : "offline"
        }
        guard progress.phase == .streaming else { return "comparing" }
        guard progress.sendBehind == 0, progress.receiveBehind == 0 else { return "behind" }
        // Only what the digests of both ends have shown is called the same.
        return progress.isEqual ? "inSync" : "comparing"
    }
}
