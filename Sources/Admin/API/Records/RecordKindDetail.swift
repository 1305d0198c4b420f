/// What is declared of a kind of records: what a form, a list or a program needs to know of it.
package struct RecordKindDetail: Codable, Sendable, Equatable {
    /// What programs call it.
    package let code: String
    package let nameChinese: String
    package let nameEnglish: String
    /// Its number on the wire.
    package let number: Int
    /// In which kind of spaces its records lie: `reports`.
    package let space: String
    /// What its keys are: `drawn`, `record`, `office`, `period` or `bytes`.
    package let key: String
    /// The command that writes records of it; absent when they are written field by field.
    package let command: String?
    /// Whether there is a list over all offices, the latest first; otherwise the records of one office are listed.
    package let isListed: Bool
    package let fields: [RecordKindField]
    /// The steps to which its records come; none for a kind without steps.
    package let steps: [RecordKindStep]

    package init(
        code: String,
        nameChinese: String,
        nameEnglish: String,
        number: Int,
        space: String,
        key: String,
        command: String?,
        isListed: Bool,
        fields: [RecordKindField],
        steps: [RecordKindStep]
    ) {
        self.code = code
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.number = number
        self.space = space
        self.key = key
        self.command = command
        self.isListed = isListed
        self.fields = fields
        self.steps = steps
    }

    package var name: Phrase { Phrase(self.nameChinese, self.nameEnglish) }

    /// The fields that people fill in.
    package var entered: [RecordKindField] { self.fields.filter(\.isEntered) }
}
