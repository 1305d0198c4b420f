import Admin
import Decision
import PlainText
import Store
import SyncProtocol

// The rows of the store's lists, as the API gives them out.

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

extension AuditEntry {
    init(_ row: AuditRow) {
        self.init(
            number: row.number,
            at: row.at,
            user: row.user,
            action: row.action,
            subjects: row.subject.names,
            count: row.subject.count,
            records: row.records,
            altered: row.isWhole ? nil : true
        )
    }
}

extension AuditReport {
    init(_ found: AuditVerification) {
        self.init(
            rows: found.rows,
            firstAt: found.times?.lowerBound,
            lastAt: found.times?.upperBound,
            last: found.last,
            hash: found.hash.description,
            broken: found.broken,
            named: found.named
        )
    }
}
