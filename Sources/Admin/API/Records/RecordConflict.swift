/// A record in which writers who did not know of each other have said different things.
package struct RecordConflict: Codable, Sendable, Equatable {
    /// What programs call the record's kind.
    package let kind: String
    package let kindChinese: String
    package let kindEnglish: String
    /// Its key, as its kind writes it.
    package let id: String
    /// The office to which it belongs, by its whole path.
    package let office: String
    package let officeName: String
    /// Its number, title or name; absent where its kind has none.
    package let title: String?
    /// The fields that are at odds.
    package let fields: [RecordField]
    /// When the latest of the values was written, UTC milliseconds.
    package let at: Int64
    /// Whether this node may settle it.
    package let maySettle: Bool

    package init(
        kind: String,
        kindChinese: String,
        kindEnglish: String,
        id: String,
        office: String,
        officeName: String,
        title: String?,
        fields: [RecordField],
        at: Int64,
        maySettle: Bool
    ) {
        self.kind = kind
        self.kindChinese = kindChinese
        self.kindEnglish = kindEnglish
        self.id = id
        self.office = office
        self.officeName = officeName
        self.title = title
        self.fields = fields
        self.at = at
        self.maySettle = maySettle
    }

    package var kindName: Phrase { Phrase(self.kindChinese, self.kindEnglish) }
}
