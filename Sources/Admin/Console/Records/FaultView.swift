/// Why something was not written, and what to do.
struct FaultView {
    let message: String
    let advice: String?
    /// The input that is wrong; nil where it is none of the page's.
    let inputPath: String?

    init(_ error: APIError, input: String?, _ language: ConsoleLanguage) {
        self.message = language.say(error.messageChinese, error.messageEnglish)
        self.advice =
            language.name(error.hintChinese ?? "", error.hintEnglish)
            .nonEmpty
        self.inputPath = input.map { "#" + $0 }
    }
}

extension String {
    fileprivate var nonEmpty: String? { self.isEmpty ? nil : self }
}

extension RecordKindDetail {
    /// Which of the fields an error is about, by its code; nil when it is none of them: of `fields.partners[2]` it is
    /// `partners`.
    func code(of error: APIError?) -> String? {
        guard let field = error?.field else { return nil }
        let inner = field.hasPrefix("fields.") ? String(field.dropFirst("fields.".count)) : field
        let code = String(inner.prefix { $0 != "[" && $0 != "." })
        return self.fields.contains { $0.code == code } ? code : nil
    }
}
