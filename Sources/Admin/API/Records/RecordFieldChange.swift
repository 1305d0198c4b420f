/// What a change did to one field.
package struct RecordFieldChange: Codable, Sendable, Equatable {
    package let code: String
    package let nameChinese: String
    package let nameEnglish: String
    /// What was said.
    package let value: RecordValue
    /// What that took the place of: values that its writer had seen.
    package let before: [RecordValue]
    /// Whether it was taken out of a set or a text, instead of put there.
    package let removed: Bool

    package init(
        code: String,
        nameChinese: String,
        nameEnglish: String,
        value: RecordValue,
        before: [RecordValue],
        removed: Bool
    ) {
        self.code = code
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.value = value
        self.before = before
        self.removed = removed
    }

    package var name: Phrase { Phrase(self.nameChinese, self.nameEnglish) }
}
