/// What stands in one field of a record.
package struct RecordField: Codable, Sendable, Equatable {
    /// What programs call it; `field-12` for one that this version does not know.
    package let code: String
    package let nameChinese: String
    package let nameEnglish: String
    /// The latest first.
    package let entries: [RecordEntry]
    /// Whether writers who did not know of each other have said different things.
    package let atOdds: Bool

    package init(
        code: String,
        nameChinese: String,
        nameEnglish: String,
        entries: [RecordEntry],
        atOdds: Bool
    ) {
        self.code = code
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.entries = entries
        self.atOdds = atOdds
    }

    package var name: Phrase { Phrase(self.nameChinese, self.nameEnglish) }
}
