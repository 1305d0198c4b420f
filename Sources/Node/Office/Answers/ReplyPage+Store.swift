import Admin
import OfficeWork
import Store
import SyncProtocol

extension ReplyPage {
    /// Replies to a directive, newest first; those of one office that are at odds are marked.
    init(
        to row: IssuedDirective,
        _ query: ReplyQuery,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ attachments: AttachmentService
    ) throws {
        let key = try query.after.map { text throws(APIError) in
            guard let key = ReplyKey(text: text) else { throw .wrongCursor }
            return key
        }
        // One more than asked for tells whether there are more.
        let found = try snapshot.directives.replies(
            to: row.directive.id,
            after: key,
            limit: query.limit + 1
        )
        let shown = found.rows.prefix(query.limit)
        self.init(
            items: try shown.flatMap {
                try ReplySummary.all(of: $0, to: row, snapshot, roster, attachments)
            },
            total: found.total,
            next: found.rows.count > shown.count ? shown.last?.key.text : nil
        )
    }
}

extension ReplySummary {
    /// What an office has replied: one reply, or several that are at odds.
    fileprivate static func all(
        of answer: ReplyRow,
        to row: IssuedDirective,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ attachments: AttachmentService
    ) throws -> [ReplySummary] {
        try answer.replies.enumerated().map { index, reply in
            let isFirst = index == 0 && !answer.former.isEmpty
            return ReplySummary(
                directive: row.directive.id.description,
                office: answer.office.office.text,
                officeName: roster.name(answer.office),
                text: reply.text,
                user: reply.user,
                at: reply.at,
                conflicting: answer.replies.count > 1,
                saved: try SavedPlace.all(
                    RecordKind.reply.record(row.directive.id.bytes),
                    in: SpaceID(.reports, of: answer.office),
                    writtenAt: reply.at,
                    snapshot,
                    roster
                ),
                attachments: attachments.summaries(reply.attachments),
                earlier: isFirst
                    ? answer.former.map { former in
                        EarlierReply(
                            text: former.text,
                            user: former.user,
                            at: former.at,
                            attachments: attachments.summaries(former.attachments)
                        )
                    } : nil
            )
        }
    }
}
