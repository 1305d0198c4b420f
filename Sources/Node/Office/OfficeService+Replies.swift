import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// How often a reply is tried anew when another one of the office came between.
    private static let replyAttemptsMax = 3

    func replies(_ reference: String, _ query: ReplyQuery) async throws -> ReplyPage {
        let (own, attachments) = (self.office, self.attachments)
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let row = try DirectiveLookup(snapshot, roster).find(reference)
            return try Self.replies(to: row, query, snapshot, roster, attachments)
        }
    }

    /// Replies to a directive, newest first; those of one office that are at odds are marked.
    static func replies(
        to row: IssuedDirective,
        _ query: ReplyQuery,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ attachments: AttachmentService
    ) throws -> ReplyPage {
        let key = try query.after.map { text throws(APIError) in
            guard let key = ReplyKey(text: text) else { throw .malformedKey(text) }
            return key
        }
        // One more than asked for tells whether there are more.
        let found = try snapshot.replies(
            to: row.directive.id,
            after: key,
            limit: query.limit + 1
        )
        let shown = found.rows.prefix(query.limit)
        return ReplyPage(
            items: try shown.flatMap { try Self.summaries($0, row, snapshot, roster, attachments) },
            total: found.total,
            next: found.rows.count > shown.count ? shown.last?.key.text : nil
        )
    }

    private static func summaries(
        _ answer: ReplyRow,
        _ row: IssuedDirective,
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

    /// Writes a reply with what it takes the place of.
    func write(
        _ content: ReplyContent,
        by office: OfficePath,
        _ caller: Caller
    ) async throws -> Acknowledgement {
        var attempts = 1
        while true {
            let present = try await self.read { snapshot in
                try snapshot.record(
                    RecordKind.reply.record(content.directive.bytes),
                    in: SpaceID(.reports, of: office)
                )
            }
            let part = content.part(
                by: office,
                at: SystemTime.milliseconds(),
                user: caller.user,
                after: present
            )
            do {
                return try await self.acknowledged(
                    [content.directive.description],
                    LocalAct(user: caller.user, parts: [part])
                )
            } catch let error as APIError
                where error.rule == APIError.changedRule && attempts < Self.replyAttemptsMax
            {
                attempts += 1
            }
        }
    }
}

extension APIError {
    fileprivate static func malformedKey(_ text: String) -> APIError {
        APIError(
            .malformed,
            chinese: "“\(text)”不是本列表给出的 next",
            english: "“\(text)” is no next that this list has given",
            field: "after",
            rule: "key",
            hintChinese: "请照原样写出上一页的 next",
            hintEnglish: "give the next of the page before as it is"
        )
    }

    /// Another reply of the office was written meanwhile.
    static let repliedMeanwhile = APIError(
        .conflict,
        chinese: "该单位正被同时回复，本次未写入",
        english: "another reply of this office is being written at the same time",
        rule: Self.changedRule,
        hintChinese: "请查看现有回复后重试",
        hintEnglish: "look at the reply that stands there now and try again"
    )
}
