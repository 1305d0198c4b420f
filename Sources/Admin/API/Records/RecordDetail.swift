/// One record of any kind, field by field.
package struct RecordDetail: Codable, Sendable, Equatable {
    /// What programs call its kind.
    package let kind: String
    package let kindChinese: String
    package let kindEnglish: String
    /// Its key, as its kind writes it: 32 hexadecimal digits, an office's id, a period.
    package let id: String
    /// The office to which it belongs, by its whole path.
    package let office: String
    package let officeName: String
    /// What was shown: a later write names it, and takes the place of nothing else.
    package let revision: String
    package let fields: [RecordField]
    /// How many fields are at odds.
    package let conflicts: Int
    /// Whether this node may settle them.
    package let maySettle: Bool

    package init(
        kind: String,
        kindChinese: String,
        kindEnglish: String,
        id: String,
        office: String,
        officeName: String,
        revision: String,
        fields: [RecordField],
        conflicts: Int,
        maySettle: Bool
    ) {
        self.kind = kind
        self.kindChinese = kindChinese
        self.kindEnglish = kindEnglish
        self.id = id
        self.office = office
        self.officeName = officeName
        self.revision = revision
        self.fields = fields
        self.conflicts = conflicts
        self.maySettle = maySettle
    }

    package var kindName: Phrase { Phrase(self.kindChinese, self.kindEnglish) }
}
