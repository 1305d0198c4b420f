/// A page that says one thing, in both languages, to somebody who may read only one of them.
struct NoticeView {
    struct Wording {
        let languageTag: String
        let heading: String
        let text: String
        /// A command to type, or nil.
        let command: String?
        let path: String?
        let pathWords: String?
    }

    let wordings: [Wording]

    /// - Parameters:
    ///   - first: The language that comes first on the page.
    init(chinese: Wording, english: Wording, first: ConsoleLanguage) {
        self.wordings =
            switch first {
            case .chinese: [chinese, english]
            case .english: [english, chinese]
            }
    }
}
