/// One thing to say, in both languages.
struct Phrase: Sendable, Equatable {
    let chinese: String
    let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// The same in both languages: a number, an id, a name.
    init(same text: String) {
        self.init(text, text)
    }

    func said(in language: Language) -> String {
        switch language {
        case .zh: self.chinese
        case .en: self.english
        }
    }
}
