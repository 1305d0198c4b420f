internal import SyncProtocol

extension Directive {
    /// 下发文件.
    package static let declaration = RecordDeclaration(
        number: RecordKind.directive.rawValue,
        code: "directive",
        name: DeclaredName("下发文件", "directive"),
        space: .directives,
        key: .drawn,
        entering: .byCommand("directive issue"),
        settlement: .none,
        fields: [
            FieldDeclaration(
                DirectiveField.number,
                "number",
                DeclaredName("文号", "document number"),
                .choice(.documentNumber),
                presence: .filled
            ),
            FieldDeclaration(
                DirectiveField.title,
                "title",
                DeclaredName("标题", "title"),
                .choice(.line(charactersMax: ValidationLimits.titleCharactersMax)),
                presence: .filled
            ),
            FieldDeclaration(
                DirectiveField.body,
                "body",
                DeclaredName("正文", "body"),
                .choice(.body(bytesMax: ValidationLimits.bodyBytesMax)),
                presence: .present
            ),
            FieldDeclaration(
                DirectiveField.urgency,
                "urgency",
                DeclaredName("紧急程度", "urgency"),
                .choice(.word(Urgency.words))
            ),
            FieldDeclaration(
                DirectiveField.issuedOn,
                "issuedOn",
                DeclaredName("成文日期", "date of issue"),
                .choice(.date),
                presence: .filled
            ),
            FieldDeclaration(
                DirectiveField.replyBy,
                "replyBy",
                DeclaredName("报送期限", "reply by"),
                .choice(.date)
            ),
            FieldDeclaration(
                DirectiveField.recipients,
                "recipients",
                DeclaredName("主送", "recipients"),
                .choice(.recipients),
                presence: .filled
            ),
            FieldDeclaration(
                DirectiveField.carriesOut,
                "carriesOut",
                DeclaredName("贯彻文件", "carries out"),
                .choice(.documentNumber)
            ),
            FieldDeclaration(
                DirectiveField.attachments,
                "attachments",
                DeclaredName("附件", "attachments"),
                .choice(.attachments)
            ),
        ],
        index: RecordIndex(
            date: DirectiveField.issuedOn.rawValue,
            number: DirectiveField.number.rawValue,
            isNumberUnique: true,
            title: DirectiveField.title.rawValue,
            about: DirectiveField.carriesOut.rawValue,
            due: DirectiveField.replyBy.rawValue
        )
    )
}

extension Urgency {
    static let words = Self.allCases.map {
        DeclaredWord($0.rawValue, DeclaredName($0.nameChinese, $0.rawValue))
    }
}
