/// What a row of the audit log is about, as people call it: the first of its names, and how many there are.
package struct AuditSubject: Sendable, Hashable {
    /// So many are told one by one.
    package static let namesMax = 3
    /// Of each so many characters.
    package static let nameCharactersMax = 200

    package let names: [String]
    /// Of all, those that are not named too.
    package let count: Int

    /// Names are made fit for one line each and cut to what is told of them.
    package init(_ all: some Collection<String>) {
        self.names = all.prefix(Self.namesMax).map(Self.line)
        self.count = all.count
    }

    /// As ``text`` has it.
    package init(text: String) {
        var lines = text.split(separator: "\n").map(String.init)
        var more = 0
        if lines.count > 1, let last = lines.last, last.hasPrefix("+"),
            let number = UInt32(last.dropFirst())
        {
            more = Int(number)
            lines.removeLast()
        }
        self.names = lines
        self.count = lines.count + more
    }

    /// In one text: a line for each name, then how many more there are.
    package var text: String {
        let more = self.count - self.names.count
        return (self.names + (more > 0 ? ["+\(more)"] : [])).joined(separator: "\n")
    }

    private static func line(_ name: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            guard line.count < Self.nameCharactersMax else {
                line.removeLast()
                line.append("…")
                break
            }
            switch ScalarRole(scalar) {
            case .control, .damaged, .lineFeed: line.append(" ")
            default: line.append(scalar)
            }
        }
        return String(line)
    }
}
