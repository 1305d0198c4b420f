internal import SyncProtocol

extension Reply {
    /// 回复.
    package static let declaration = RecordDeclaration(
        number: RecordKind.reply.rawValue,
        code: "reply",
        name: DeclaredName("回复", "reply"),
        space: .reports,
        key: .of(RecordKind.directive.rawValue),
        entering: .byCommand("reply send"),
        settlement: .whole,
        fields: [
            FieldDeclaration(
                ReplyField.issuer,
                "issuer",
                DeclaredName("发文单位", "issuer"),
                .register(.path),
                role: .bookkeeping,
                presence: .filled
            ),
            FieldDeclaration(
                ReplyField.text,
                "text",
                DeclaredName("内容", "text"),
                .choice(.passage(charactersMax: ValidationLimits.replyCharactersMax)),
                presence: .filled
            ),
            FieldDeclaration(
                ReplyField.at,
                "at",
                DeclaredName("回复时间", "time"),
                .choice(.instant),
                role: .saidAt,
                presence: .filled
            ),
            FieldDeclaration(
                ReplyField.user,
                "user",
                DeclaredName("回复人", "user"),
                .choice(.user),
                role: .saidBy,
                presence: .filled
            ),
            FieldDeclaration(
                ReplyField.attachments,
                "attachments",
                DeclaredName("附件", "attachments"),
                .choice(.attachments)
            ),
            FieldDeclaration(
                ReplyField.earlier,
                "earlier",
                DeclaredName("先前的回复", "earlier replies"),
                .set(.formerReply),
                role: .bookkeeping
            ),
        ],
        index: RecordIndex(date: ReplyField.at.rawValue)
    )
}
