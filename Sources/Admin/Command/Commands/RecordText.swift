import Admin

/// What stands in a record, as a terminal shows it.
enum RecordText {
    /// A field with all its values, each with its number, who wrote it and when.
    static func field(_ field: RecordField, on screen: Screen) -> String {
        let mark = field.atOdds ? screen.say("【待定】", "[to settle] ") : ""
        let head = SafeText.line("\(mark)\(screen.say(field.name)) (\(field.code))")
        let isNumbered = field.entries.count > 1
        let entries = field.entries.enumerated().map { index, entry in
            let number = isNumbered ? "\(index + 1). " : ""
            return "  \(number)" + SafeText.line(Self.by(entry, on: screen)) + "\n"
                + Self.value(entry.value, on: screen)
        }
        return head + "\n" + entries.joined()
    }

    /// A value on lines of its own.
    static func value(_ value: RecordValue, on screen: Screen) -> String {
        let lines: [String]
        if let text = value.text {
            lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        } else if let at = value.at {
            lines = [screen.say(ChinaTime.zoned(at))]
        } else if let list = value.list {
            lines = list
        } else if let files = value.files {
            lines = files.map { AttachmentText.text($0) }
        } else {
            lines = []
        }
        let shown = lines.isEmpty ? [screen.say("（空）", "(empty)")] : lines
        return shown.map { "     " + SafeText.line($0) + "\n" }.joined()
    }

    private static func by(_ entry: RecordEntry, on screen: Screen) -> String {
        let at = entry.at.map { screen.say(ChinaTime.zoned($0)) }
        return [at, entry.user, entry.office].compactMap { $0 }.joined(separator: "  ")
    }
}
