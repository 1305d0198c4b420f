/// Names a record to people and programs.
package struct RecordSummary: Codable, Sendable, Equatable {
    /// What programs call its kind.
    package let kind: String
    package let kindChinese: String
    package let kindEnglish: String
    /// Its key, as its kind writes it: 32 hexadecimal digits, an office's id, a period.
    package let id: String
    /// The office to which it belongs, by its whole path.
    package let office: String
    package let officeName: String
    /// Its number, title or name, or the number of the directive that it is about; absent where it has none.
    package let title: String?
    /// Whether this node may settle what is at odds in it.
    package let maySettle: Bool

    package init(
        kind: String,
        kindChinese: String,
        kindEnglish: String,
        id: String,
        office: String,
        officeName: String,
        title: String?,
        maySettle: Bool
    ) {
        self.kind = kind
        self.kindChinese = kindChinese
        self.kindEnglish = kindEnglish
        self.id = id
        self.office = office
        self.officeName = officeName
        self.title = title
        self.maySettle = maySettle
    }

    package var kindName: Phrase { Phrase(self.kindChinese, self.kindEnglish) }
}
