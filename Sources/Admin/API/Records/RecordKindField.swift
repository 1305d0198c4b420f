/// What is declared of one field of a kind of records.
package struct RecordKindField: Codable, Sendable, Equatable {
    /// How its values merge.
    package enum Merge: String, Codable, Sendable, CaseIterable {
        case choice, register, set, counter, stage, text
    }

    /// What one value is.
    package enum Content: String, Codable, Sendable, CaseIterable {
        case line, passage, date, period, number, word, integer, figure, recipients, directive
        case reference, files, instant, user, office, other
    }

    package let code: String
    package let nameChinese: String
    package let nameEnglish: String
    package let merge: Merge
    package let content: Content
    /// Of a text; absent where none is said.
    package let length: RecordTextLength?
    /// What is chosen from; absent where anything of its kind is taken.
    package let words: [RecordWord]?
    /// Whether people fill it in; otherwise the node does, or a command of its own.
    package let isEntered: Bool
    /// Whether a record must have it from the beginning.
    package let isRequired: Bool
    /// From which step on it must be filled in, by the step's code.
    package let requiredFrom: String?
    /// The last step at which it is written, by the step's code.
    package let openUntil: String?
    /// Who may write it: whoever has one of these roles.
    package let roles: [String]

    package init(
        code: String,
        nameChinese: String,
        nameEnglish: String,
        merge: Merge,
        content: Content,
        length: RecordTextLength? = nil,
        words: [RecordWord]? = nil,
        isEntered: Bool,
        isRequired: Bool = false,
        requiredFrom: String? = nil,
        openUntil: String? = nil,
        roles: [String]
    ) {
        self.code = code
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.merge = merge
        self.content = content
        self.length = length
        self.words = words
        self.isEntered = isEntered
        self.isRequired = isRequired
        self.requiredFrom = requiredFrom
        self.openUntil = openUntil
        self.roles = roles
    }

    package var name: Phrase { Phrase(self.nameChinese, self.nameEnglish) }
}
