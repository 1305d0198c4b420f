internal import SyncProtocol

extension Figures {
    /// The figures of one office and one period, a field for each indicator under its number.
    package static let declaration = RecordDeclaration(
        number: RecordKind.figures.rawValue,
        code: "figures",
        name: DeclaredName("数据", "figures"),
        space: .reports,
        key: .period,
        entering: .byCommand("report submit"),
        fields: Indicator.all.map { indicator in
            FieldDeclaration(
                indicator.number,
                indicator.code,
                DeclaredName(indicator.nameChinese, indicator.nameEnglish),
                .choice(.figure(indicator))
            )
        },
        takesAnyField: true
    )
}
