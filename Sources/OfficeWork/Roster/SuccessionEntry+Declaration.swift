internal import SyncProtocol

extension SuccessionEntry {
    /// Where an office went on that moved, was renamed, merged or split.
    package static let declaration = RecordDeclaration(
        number: RecordKind.succession.rawValue,
        code: "succession",
        name: DeclaredName("机构变动", "succession"),
        space: .roster,
        key: .bytes,
        entering: .byCommand("office move"),
        settlement: .none,
        fields: [
            FieldDeclaration(
                SuccessionField.from,
                "from",
                DeclaredName("原位置", "from"),
                .choice(.path),
                presence: .filled
            ),
            FieldDeclaration(
                SuccessionField.to,
                "to",
                DeclaredName("新位置", "to"),
                .choice(.opaque),
                presence: .filled
            ),
            FieldDeclaration(
                SuccessionField.since,
                "since",
                DeclaredName("变动时间", "since"),
                .choice(.instant),
                presence: .filled
            ),
            FieldDeclaration(
                SuccessionField.kind,
                "kind",
                DeclaredName("类型", "kind"),
                .choice(.word(SuccessionKind.words))
            ),
            FieldDeclaration(
                SuccessionField.reason,
                "reason",
                DeclaredName("原因", "reason"),
                .choice(.line(charactersMax: ValidationLimits.titleCharactersMax))
            ),
            FieldDeclaration(
                SuccessionField.listing,
                "listing",
                DeclaredName("原登记情况", "listing"),
                .choice(.opaque),
                role: .bookkeeping
            ),
        ]
    )
}

extension SuccessionKind {
    static let words = Self.allCases.map { DeclaredWord($0.rawValue, $0.name) }

    private var name: DeclaredName {
        switch self {
        case .move: DeclaredName("迁移", "move")
        case .rename: DeclaredName("更名", "rename")
        case .merge: DeclaredName("合并", "merge")
        case .split: DeclaredName("拆分", "split")
        }
    }
}
