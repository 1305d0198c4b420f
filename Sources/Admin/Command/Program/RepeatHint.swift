import Admin

extension APIError {
    /// The same error, telling how to try again without writing twice.
    ///
    /// When no answer came the write may have been done all the same: only the id that this program
    /// chose makes a second attempt the same record, so it must not get lost with the first one.
    func tellingRepeat(with id: String) -> APIError {
        switch self.code {
        case .unavailable, .internalFault, .busy:
            let chinese = "重试时加 --id \(id)，就不会重复"
            let english = "when you try again add --id \(id), so that nothing is written twice"
            return APIError(
                self.code,
                chinese: self.messageChinese,
                english: self.messageEnglish,
                field: self.field,
                rule: self.rule,
                hintChinese: self.hintChinese.map { "\($0)；\(chinese)" } ?? chinese,
                hintEnglish: self.hintEnglish.map { "\($0); \(english)" } ?? english
            )
        case .invalid, .malformed, .unauthenticated, .forbidden, .notFound, .conflict:
            return self
        }
    }
}
