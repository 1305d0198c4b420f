import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// What an office says of a directive that it has got: that it was opened, signed for, and answered.
struct AnswerService: Sendable {
    /// How often a reply is tried anew when another one of the office came between.
    private static let replyAttemptsMax = 3

    let context: OfficeContext
    let attachments: AttachmentService

    func replies(_ reference: String, _ query: ReplyQuery) async throws -> ReplyPage {
        let attachments = self.attachments
        return try await self.context.read { snapshot, roster in
            let row = try DirectiveLookup(snapshot, roster).find(reference)
            return try ReplyPage(to: row, query, snapshot, roster, attachments)
        }
    }

    func sign(_ draft: ReceiptDraft, by caller: Caller) async throws -> Acknowledgement {
        let person = try caller.person
        let target = try await self.target(of: draft.directive, office: draft.office)
        let ids = [target.directive.id.description]
        let now = SystemTime.milliseconds()
        let delivery = Receipt.delivery(
            of: target.directive.id,
            issuer: target.issuer,
            to: target.office,
            at: now
        )
        let signing = Receipt.signing(
            of: target.directive.id,
            issuer: target.issuer,
            by: target.office,
            at: now,
            user: person
        )
        let note = self.note(.receiptSigned, target)
        let act = LocalAct(note, user: person, parts: [delivery, signing])
        let answer = try await self.context.acknowledged(ids, act).naming(target.directive.number)
        guard answer.repeated, let first = try await self.signature(target) else { return answer }
        return answer.first(at: first.at, by: first.user)
    }

    /// Who has signed, and when.
    private func signature(_ target: Target) async throws -> (at: Int64, user: String?)? {
        try await self.context.read { snapshot in
            let receipt = try snapshot.directives.receipts(of: target.directive.id).first {
                $0.office == target.office
            }
            return receipt?.signedAt.map { ($0, receipt?.signedBy) }
        }
    }

    func reply(_ draft: ReplyDraft, by caller: Caller) async throws -> Acknowledgement {
        guard let revision = draft.revision.map({ Revision(text: $0) }) ?? Revision.nothing else {
            throw RecordFault.badRevision
        }
        let target = try await self.target(of: draft.directive, office: draft.office)
        let files = try await self.attachments.drafts(draft.attachments)
        let content = try APIError.validated { () throws(ValidationError) in
            try ReplyContent(
                validating: draft.text,
                directive: target.directive.id,
                issuer: target.issuer,
                attachments: files
            )
        }
        return try await self.write(content, to: target, shown: revision, caller)
            .naming(target.directive.number)
    }

    /// Records, once, that somebody of this office has opened a directive that is addressed to it. For an office
    /// that is hosted here it counts when somebody signs or answers for it: whoever reads here has not read it
    /// in that office's name.
    func open(_ reference: String, by caller: Caller) async throws -> Acknowledgement {
        let target = try await self.target(of: reference, office: nil)
        let (directive, own, now) = (target.directive, target.office, SystemTime.milliseconds())
        let hasArrived = try await self.context.read { snapshot in
            try snapshot.directives.receipts(of: directive.id).contains { $0.office == own }
        }
        if !hasArrived {
            // An opening stands in the record of the delivery, which may not be written yet.
            let part = Receipt.delivery(of: directive.id, issuer: target.issuer, to: own, at: now)
            let note = self.note(.deliveryReceipted, target)
            _ = try await self.context.write(LocalAct(note, user: nil, parts: [part]))
        }
        let part = Receipt.opening(of: directive.id, issuer: target.issuer, by: own, at: now)
        return try await self.context.acknowledged(
            [directive.id.description],
            LocalAct(self.note(.directiveOpened, target), user: caller.user, parts: [part])
        )
        .naming(directive.number)
    }

    /// Writes a reply with what it takes the place of.
    ///
    /// - Parameter shown: what its author was shown of the office's reply.
    private func write(
        _ content: ReplyContent,
        to target: Target,
        shown: Revision,
        _ caller: Caller
    ) async throws -> Acknowledgement {
        let person = try caller.person
        let record = RecordKind.reply.record(content.directive.bytes)
        var attempts = 1
        while true {
            let present = try await self.context.read { snapshot in
                try snapshot.records.record(record, in: SpaceID(.reports, of: target.office))
            }
            let part = content.part(
                by: target.office,
                at: SystemTime.milliseconds(),
                user: person,
                after: present,
                shown: shown
            )
            let act = LocalAct(self.note(.replyWritten, target), user: person, parts: [part])
            do throws(StoreError) {
                let receipt = try await self.context.store.write(act)
                let ids = [content.directive.description]
                return OfficeContext.acknowledgement(ids, of: receipt, by: person)
            } catch {
                guard case .conflict(let conflict) = error else { throw APIError(error) }
                switch conflict.reason {
                case .unseen(_, _, let present):
                    let replies = Reply.all(key: record.key, state: present)
                    throw DirectiveFault.replied(replies, to: target.directive.number)
                case .differs where attempts < Self.replyAttemptsMax: attempts += 1
                default: throw APIError(conflict)
                }
            }
        }
    }

    // MARK: Parts

    /// What is signed for or replied to, and by whom.
    private struct Target: Sendable {
        let directive: Directive
        let issuer: OfficePath
        let office: OfficePath
    }

    /// What the audit log says of an answer to it.
    private func note(_ action: AuditAction, _ target: Target) -> AuditNote {
        let number = target.directive.number
        return AuditNote(
            action,
            AuditNote.subject(number, of: target.office, own: self.context.office)
        )
    }

    private func target(of reference: String, office: String?) async throws -> Target {
        try await self.context.read { snapshot, roster in
            let path = try roster.writable(office)
            let row = try DirectiveLookup(snapshot, roster).find(reference, answeredBy: path)
            try Self.checkAddressed(path, by: row, roster)
            return Target(directive: row.directive, issuer: row.issuer, office: path)
        }
    }

    /// Nobody answers what it was not asked.
    private static func checkAddressed(
        _ path: OfficePath,
        by row: IssuedDirective,
        _ roster: Roster
    ) throws(APIError) {
        let addressing = row.addressing(path, roster)
        guard addressing != .addressed else { return }
        let (number, name) = (row.directive.number, roster.name(path))
        let isLater = addressing == .joinedLater
        throw APIError(
            .forbidden,
            chinese: isLater
                ? "\(number) 印发时 \(name) 尚未加入，不要求其办理" : "\(number) 未发给 \(name)",
            english: isLater
                ? "\(number) was issued before \(name) joined: nothing is asked of it"
                : "\(number) is not addressed to \(name)",
            field: "directive",
            rule: "addressed"
        )
    }
}
