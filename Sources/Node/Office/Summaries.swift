import Admin
import Decision
import PlainText
import Store
import SyncProtocol

// The store's rows and the links' records, as the API gives them out.

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

extension FeedSummary {
    init(_ row: FeedRow) {
        self.init(
            space: row.feed.space.description,
            author: row.feed.author.description,
            office: row.office.office.text,
            incarnation: Hexadecimal.text(Hexadecimal.bigEndianBytes(row.feed.incarnation)),
            branch: row.feed.branch.map { "\($0.number)-\($0.change)" },
            head: Int64(clamping: row.head.number),
            headID: ChangeID(prefixOf: row.head.digest).description,
            applied: Int64(clamping: row.applied),
            bytes: row.byteCount,
            state: row.standing.rawValue,
            lastAt: row.lastAt
        )
    }
}

extension QuarantineItem {
    init(_ row: QuarantineRow) {
        let text = row.reason.map(RefusalText.text) ?? Phrase("其他原因", "another reason")
        let times = row.times > 1 ? (" ×\(row.times)", " ×\(row.times)") : ("", "")
        self.init(
            id: row.id,
            reason: row.reason?.rawValue ?? "other",
            messageChinese: "\(text.chinese)：\(row.detail)\(times.0)",
            messageEnglish: "\(text.english): \(row.detail)\(times.1)",
            space: row.space,
            author: row.author?.description,
            number: row.number,
            peer: row.peer,
            bytes: row.byteCount,
            receivedAt: row.receivedAt
        )
    }
}

extension NodeEvent {
    init(_ event: StoreEvent) {
        self.init(
            at: event.at,
            kind: event.kind.rawValue,
            parameters: event.details,
            subject: event.subject
        )
    }
}
