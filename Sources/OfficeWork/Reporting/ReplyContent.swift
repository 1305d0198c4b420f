private import PlainText
package import SyncProtocol

/// A reply that was checked and may be sent.
package struct ReplyContent: Hashable, Sendable {
    package let directive: DirectiveID
    package let issuer: OfficePath
    package let text: String
    package let attachments: [Attachment]

    /// - Parameters:
    ///   - text: 1...``ValidationLimits/replyCharactersMax`` characters.
    ///   - directive: the directive that is answered, already looked up.
    ///   - issuer: the office that issued it.
    ///   - attachments: at most ``ValidationLimits/attachmentsMax`` files that are here, none twice.
    package init(
        validating text: String,
        directive: DirectiveID,
        issuer: OfficePath,
        attachments: [AttachmentDraft] = []
    ) throws(ValidationError) {
        self.text = try TextRule.passage(
            text,
            "text",
            charactersMax: ValidationLimits.replyCharactersMax
        )
        guard !PlainText.isBlank(self.text) else {
            throw ValidationError(
                "text",
                .required,
                chinese: "回复内容不能为空，请填写。",
                english: "The reply has no text: fill it in."
            )
        }
        try ClassificationMark.refuse(in: self.text, "text")
        self.attachments = try AttachmentRule.attachments(attachments)
        self.directive = directive
        self.issuer = issuer
    }

    /// The same, unless the office has answered just this, with what it takes the place of.
    ///
    /// - Parameter shown: what of the office's reply its author was shown; nothing for a first one. What has been
    ///   replied since is not written over.
    /// - Parameter present: what the record says so far; nil when there is none. When it says something else by
    ///   the time of writing nothing is written, and the attempt may be made again.
    package func part(
        by office: OfficePath,
        at: Int64,
        user: String,
        after present: RecordState?,
        shown: Revision = .nothing
    ) -> LocalAct.Part {
        var intent = self.intent(by: office, at: at, user: user)
        let content: [ReplyField] = [.issuer, .text, .attachments]
        let wanted = RecordContent(of: intent, content.map(\.rawValue))
        let known = [ReplyField.text, .at].map { field in
            RecordContent.Field(
                field.rawValue,
                present.map { $0.choice(field.rawValue) } ?? Self.written(field, by: intent)
            )
        }
        if let present {
            intent = RecordIntent(
                space: intent.space,
                record: intent.record,
                fields: intent.fields
                    + FormerReply.intents(replacing: present, key: self.directive.bytes)
            )
        }
        return LocalAct.Part(
            [intent],
            if: [
                .isNotSaid(wanted),
                .isAsShown(
                    intent.reference,
                    shown,
                    [ReplyField.text, .attachments].map(\.rawValue)
                ),
                .agrees(RecordContent(of: intent.reference, known)),
            ]
        )
    }

    private static func written(_ field: ReplyField, by intent: RecordIntent) -> Value? {
        for written in intent.fields where written.number == field.rawValue {
            if case .choose(let value) = written.action { return value }
        }
        return nil
    }

    /// A later answer replaces an earlier one with its files, so an empty list is written too.
    private var attachmentFields: [FieldIntent] {
        [.choose(ReplyField.attachments, .list(self.attachments.flatMap(\.values)))]
    }

    /// What writes the reply into the answering office's space.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    package func intent(by office: OfficePath, at: Int64, user: String) -> RecordIntent {
        RecordIntent(
            space: SpaceID(.reports, of: office),
            record: RecordKind.reply.record(self.directive.bytes),
            fields: [
                .assign(ReplyField.issuer, .text(self.issuer.description)),
                .choose(ReplyField.text, self.text),
                .choose(ReplyField.at, .integer(at)),
                .choose(ReplyField.user, user),
            ] + self.attachmentFields
        )
    }
}
