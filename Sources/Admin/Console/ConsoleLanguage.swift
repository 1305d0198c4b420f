/// The language that a page is written in. Chinese comes first; English is by a switch.
package enum ConsoleLanguage: String, Sendable, CaseIterable {
    case chinese = "zh"
    case english = "en"

    /// The value of the page's `lang` attribute.
    package var tag: String {
        switch self {
        case .chinese: "zh-CN"
        case .english: "en"
        }
    }

    /// The one of two wordings that is in this language.
    package func say(_ chinese: String, _ english: String) -> String {
        switch self {
        case .chinese: chinese
        case .english: english
        }
    }

    func say(_ phrase: Phrase) -> String { self.say(phrase.chinese, phrase.english) }

    /// A name that may lack an English form.
    func name(_ chinese: String, _ english: String?) -> String {
        switch self {
        case .chinese: chinese
        case .english: english ?? chinese
        }
    }
}
