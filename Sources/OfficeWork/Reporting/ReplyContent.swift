package import SyncProtocol

/// A reply that was checked and may be sent.
package struct ReplyContent: Hashable, Sendable {
    package let directive: DirectiveID
    package let issuer: OfficePath
    package let text: String

    /// - Parameters:
    ///   - text: 1...``ValidationLimits/replyCharactersMax`` characters.
    ///   - directive: the directive that is answered, already looked up.
    ///   - issuer: the office that issued it.
    package init(
        validating text: String,
        directive: DirectiveID,
        issuer: OfficePath
    ) throws(ValidationError) {
        self.text = try TextRule.passage(
            text,
            "text",
            charactersMax: ValidationLimits.replyCharactersMax
        )
        guard self.text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw ValidationError(
                "text",
                .required,
                chinese: "回复内容不能为空，请填写。",
                english: "The reply has no text: fill it in."
            )
        }
        try ClassificationMark.refuse(in: self.text, "text")
        self.directive = directive
        self.issuer = issuer
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
            ]
        )
    }
}
