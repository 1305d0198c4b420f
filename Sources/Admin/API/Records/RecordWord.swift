/// A word that a kind of records declares: a step, or one of several choices.
package struct RecordWord: Codable, Sendable, Equatable {
    package let code: String
    package let nameChinese: String
    package let nameEnglish: String

    package init(code: String, nameChinese: String, nameEnglish: String) {
        self.code = code
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
    }

    package var name: Phrase { Phrase(self.nameChinese, self.nameEnglish) }
}
