internal import SyncProtocol

extension Report {
    /// 进展报告.
    package static let declaration = RecordDeclaration(
        number: RecordKind.report.rawValue,
        code: "report",
        name: DeclaredName("进展报告", "progress report"),
        space: .reports,
        key: .drawn,
        entering: .byCommand("report submit"),
        settlement: .none,
        fields: [
            FieldDeclaration(
                ReportField.title,
                "title",
                DeclaredName("标题", "title"),
                .choice(.line(charactersMax: ValidationLimits.titleCharactersMax)),
                presence: .filled
            ),
            FieldDeclaration(
                ReportField.period,
                "period",
                DeclaredName("报告期", "period"),
                .choice(.period),
                presence: .filled
            ),
            FieldDeclaration(
                ReportField.text,
                "text",
                DeclaredName("情况说明", "text"),
                .choice(.passage(charactersMax: ValidationLimits.reportCharactersMax)),
                presence: .present
            ),
            FieldDeclaration(
                ReportField.directive,
                "directive",
                DeclaredName("对应文件", "directive"),
                .choice(.directive)
            ),
            FieldDeclaration(
                ReportField.submittedAt,
                "submittedAt",
                DeclaredName("提交时间", "time of submission"),
                .choice(.instant),
                role: .bookkeeping,
                presence: .filled
            ),
            FieldDeclaration(
                ReportField.user,
                "user",
                DeclaredName("提交人", "user"),
                .choice(.user),
                role: .bookkeeping,
                presence: .filled
            ),
            FieldDeclaration(
                ReportField.pointCount,
                "figures",
                DeclaredName("数据项数", "number of figures"),
                .choice(.integer(0...Int64(ValidationLimits.pointsMax))),
                role: .bookkeeping
            ),
            FieldDeclaration(
                ReportField.contentDigest,
                "digest",
                DeclaredName("内容校验值", "digest"),
                .choice(.opaque),
                role: .bookkeeping
            ),
            FieldDeclaration(
                ReportField.attachments,
                "attachments",
                DeclaredName("附件", "attachments"),
                .choice(.attachments)
            ),
        ],
        index: RecordIndex(
            date: ReportField.submittedAt.rawValue,
            title: ReportField.title.rawValue,
            period: ReportField.period.rawValue,
            about: ReportField.directive.rawValue
        )
    )
}
