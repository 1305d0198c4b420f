package import SyncProtocol

/// Other names for an office that stands in a roster, checked.
package struct OfficeNames: Hashable, Sendable {
    package let office: OfficeID
    /// Nil: it keeps the one that it has.
    package let name: String?
    /// Nil: it keeps the one that it has. Empty: it has none any more.
    package let nameEnglish: String?

    /// Checks what was handed in, in the order of the parameters; the first rule broken is thrown.
    ///
    /// - Parameters:
    ///   - office: whose names they are.
    ///   - name: 1...``ValidationLimits/officeNameCharactersMax`` characters.
    ///   - nameEnglish: the same, or nothing.
    package init(
        validating office: OfficeID,
        name: String?,
        nameEnglish: String?
    ) throws(ValidationError) {
        guard name != nil || nameEnglish != nil else {
            throw ValidationError(
                "name",
                .required,
                chinese: "请写出新的名称或英文名称。",
                english: "Give a new name or a new English name."
            )
        }
        self.office = office
        self.name = try name.map { (text) throws(ValidationError) in
            try OfficeContent.checkedName(text, "name")
        }
        self.nameEnglish = try nameEnglish.map { (text) throws(ValidationError) in
            text.isEmpty ? "" : try OfficeContent.checkedName(text, "nameEnglish")
        }
    }

    /// What writes them into a roster in which the office stands.
    ///
    /// - Parameter owner: the office's parent, or the root itself for the root's own entry.
    package func part(roster owner: OfficePath) -> LocalAct.Part {
        var fields: [FieldIntent] = []
        if let name = self.name { fields.append(.choose(OfficeField.name, name)) }
        if let nameEnglish = self.nameEnglish {
            fields.append(.choose(OfficeField.nameEnglish, nameEnglish))
        }
        let intent = RecordIntent(
            space: SpaceID(.roster, of: owner),
            record: self.office.record,
            fields: fields
        )
        return LocalAct.Part(
            [intent],
            if: [
                .exists(intent.reference),
                .isNotSaid(RecordContent(of: intent, fields.map(\.number))),
            ]
        )
    }
}
