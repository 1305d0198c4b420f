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
        var lines = text.unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        // Only what is no text of a subject has no such line: it is shown as it stands.
        let more = lines.last.flatMap { Self.more($0) }
        if more != nil || text.isEmpty { lines.removeLast() }
        self.names = lines
        self.count = lines.count + (more ?? 0)
    }

    private static func more(_ line: String) -> Int? {
        let digits = line.utf8.dropFirst()
        guard line.utf8.first == UInt8(ascii: "+"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self)).map { Int($0) }
    }

    /// In one text: a line for each name, then one that says how many more there are, always: no name is taken for it.
    package var text: String {
        (self.names + ["+\(self.count - self.names.count)"]).joined(separator: "\n")
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
