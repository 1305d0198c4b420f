import Admin

/// A word of the command line that says something of one field: `title=…`.
struct FieldArgument {
    let code: String
    let text: String

    /// - Parameter option: as it was typed, for an error.
    init(_ entry: String, option: String) throws(UsageFailure) {
        guard let place = entry.firstIndex(of: "="), place != entry.startIndex else {
            throw UsageFailure(
                "\(option) 要写成“项目=内容”，不能是“\(entry)”",
                "\(option) is like field=value, not “\(entry)”"
            )
        }
        self.code = String(entry[..<place])
        self.text = String(entry[entry.index(after: place)...])
    }

    static func twice(_ code: String) -> UsageFailure {
        UsageFailure("“\(code)”写了两次", "“\(code)” is given twice")
    }
}
