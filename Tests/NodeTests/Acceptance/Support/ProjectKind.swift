import OfficeWork
import PlainText
import SyncProtocol

/// A kind of records that the product does not have: a field of every type, two steps, files and a reference.
enum ProjectKind {
    static let declaration = RecordDeclaration(
        number: 900,
        code: "project",
        name: DeclaredName("承接项目", "project"),
        space: .reports,
        key: .drawn,
        authority: .writers,
        fields: [
            FieldDeclaration(
                1,
                "title",
                DeclaredName("项目名称", "title"),
                .choice(.line(charactersMax: 100)),
                presence: .filled
            ),
            FieldDeclaration(
                2,
                "plan",
                DeclaredName("实施方案", "plan"),
                .text(charactersMax: 10_000),
                terms: FieldTerms(requiredFrom: 2)
            ),
            FieldDeclaration(
                3,
                "percent",
                DeclaredName("完成比例", "percent done"),
                .register(.integer(0...100))
            ),
            FieldDeclaration(
                4,
                "partners",
                DeclaredName("合作单位", "partners"),
                .set(.line(charactersMax: 100))
            ),
            FieldDeclaration(5, "visits", DeclaredName("走访次数", "visits"), .counter),
            FieldDeclaration(
                6,
                "step",
                DeclaredName("办理步骤", "step"),
                .stage([
                    DeclaredStep(
                        1,
                        "drafted",
                        DeclaredName("起草", "drafted"),
                        from: [0, 2],
                        by: [.clerk]
                    ),
                    DeclaredStep(
                        2,
                        "reported",
                        DeclaredName("已报送", "reported"),
                        by: [.reviewer, .signer]
                    ),
                ])
            ),
            FieldDeclaration(
                7,
                "due",
                DeclaredName("完成期限", "due"),
                .choice(.date),
                terms: FieldTerms(openUntil: 1)
            ),
            FieldDeclaration(8, "files", DeclaredName("附件", "files"), .choice(.attachments)),
            FieldDeclaration(
                9,
                "follows",
                DeclaredName("承接自", "follows"),
                .choice(.reference(900, .drawn))
            ),
            FieldDeclaration(
                10,
                "area",
                DeclaredName("职能类别", "area"),
                .choice(
                    .word([
                        DeclaredWord("evaluation", DeclaredName("科技评估", "evaluation")),
                        DeclaredWord("standards", DeclaredName("标准研制", "standards")),
                    ])
                )
            ),
            FieldDeclaration(
                11,
                "number",
                DeclaredName("编号", "number"),
                .choice(.documentNumber)
            ),
        ],
        index: RecordIndex(
            number: 11,
            isNumberUnique: true,
            title: 1,
            about: 9,
            due: 7
        )
    )
}

extension RecordCatalogue {
    /// What a program knows in which the kind is registered.
    static let withProjects = RecordCatalogue(Self.standard.all + [ProjectKind.declaration])
}
