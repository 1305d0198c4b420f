private import PlainText
package import SyncProtocol

/// An office that was checked and may be taken into a roster.
package struct OfficeContent: Hashable, Sendable {
    package let office: OfficeID
    package let name: String
    package let nameEnglish: String?
    package let level: Level
    package let hostedBy: OfficePath?

    /// Checks what was handed in, in the order of the parameters; the first rule broken is thrown.
    ///
    /// - Parameters:
    ///   - office: its id, see `OfficeID`.
    ///   - name: 1...``ValidationLimits/officeNameCharactersMax`` characters.
    ///   - nameEnglish: the same.
    ///   - level: a case of `Level`.
    package init(
        validating office: String,
        name: String,
        nameEnglish: String?,
        level: String,
        hostedBy: OfficePath?
    ) throws(ValidationError) {
        self.office = try EntryRule.office(office, "office")
        self.name = try Self.checkedName(name, "name")
        if let nameEnglish, !nameEnglish.isEmpty {
            self.nameEnglish = try Self.checkedName(nameEnglish, "nameEnglish")
        } else {
            self.nameEnglish = nil
        }
        self.level = try Self.level(level)
        self.hostedBy = hostedBy
    }

    /// An id that an office may be given.
    package static func checkedID(
        _ text: String,
        field: String
    ) throws(ValidationError) -> OfficeID {
        try EntryRule.office(text, field)
    }

    static func checkedName(_ name: String, _ field: String) throws(ValidationError) -> String {
        try TextRule.line(
            name,
            field,
            charactersMax: ValidationLimits.officeNameCharactersMax
        )
    }

    /// What writes the office into a roster. An English name or a host that is not given stays as it was.
    ///
    /// - Parameters:
    ///   - owner: the office's parent, or the root itself for the root's own entry.
    ///   - places: what the office is granted; nil leaves that as it was.
    package func intent(roster owner: OfficePath, granting places: Int? = nil) -> RecordIntent {
        var fields: [FieldIntent] = [.choose(OfficeField.name, self.name)]
        if let nameEnglish = self.nameEnglish {
            fields.append(.choose(OfficeField.nameEnglish, nameEnglish))
        }
        fields.append(.choose(OfficeField.level, self.level.rawValue))
        fields.append(
            FieldIntent(OfficeField.levels.rawValue, .add(.text(self.level.rawValue)))
        )
        if let hostedBy = self.hostedBy {
            fields.append(.choose(OfficeField.hostedBy, hostedBy.description))
        }
        if let places { fields.append(BranchPlaces.field(places)) }
        return RecordIntent(
            space: SpaceID(.roster, of: owner),
            record: self.office.record,
            fields: fields
        )
    }

    private static func level(_ text: String) throws(ValidationError) -> Level {
        guard let level = Level.meant(by: text) else {
            throw ValidationError(
                "level",
                .level,
                chinese: "级别应为以下之一：\(LevelWord.names())。",
                english: "The level is one of \(LevelWord.codes())."
            )
        }
        return level
    }
}
