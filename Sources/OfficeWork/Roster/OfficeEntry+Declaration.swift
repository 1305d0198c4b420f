internal import PlainText
internal import SyncProtocol

extension OfficeEntry {
    /// What an office's roster says of one of its children.
    package static let declaration = RecordDeclaration(
        number: RecordKind.office.rawValue,
        code: "office",
        name: DeclaredName("单位", "office"),
        space: .roster,
        key: .office,
        entering: .byCommand("office name"),
        fields: [
            FieldDeclaration(
                OfficeField.name,
                "name",
                DeclaredName("名称", "name"),
                .choice(.line(charactersMax: ValidationLimits.officeNameCharactersMax)),
                presence: .filled
            ),
            FieldDeclaration(
                OfficeField.nameEnglish,
                "nameEnglish",
                DeclaredName("英文名称", "English name"),
                .choice(.line(charactersMax: ValidationLimits.officeNameCharactersMax))
            ),
            FieldDeclaration(
                OfficeField.level,
                "level",
                DeclaredName("级别", "level"),
                .choice(.word(LevelWord.declared)),
                role: .governed,
                presence: .filled
            ),
            FieldDeclaration(
                OfficeField.hostedBy,
                "hostedBy",
                DeclaredName("代管单位", "hosted by"),
                .choice(.path),
                role: .governed
            ),
            FieldDeclaration(
                OfficeField.levels,
                "levels",
                DeclaredName("历次级别", "levels so far"),
                .set(.word(LevelWord.declared)),
                role: .bookkeeping
            ),
            FieldDeclaration(
                OfficeField.places,
                "places",
                DeclaredName("名额", "places"),
                .choice(.integer(0...Int64(BranchPlaces.grantMax))),
                role: .governed
            ),
        ]
    )
}

extension LevelWord {
    static let declared = Self.all.map {
        DeclaredWord($0.code, DeclaredName($0.chinese, $0.english))
    }
}
