/// One thing to say, in both languages.
package struct Phrase: Sendable, Equatable {
    package let chinese: String
    package let english: String

    package init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// The same in both languages: a number, an id, a name.
    package init(same text: String) {
        self.init(text, text)
    }

    package func said(in language: Language) -> String {
        switch language {
        case .zh: self.chinese
        case .en: self.english
        }
    }
}
