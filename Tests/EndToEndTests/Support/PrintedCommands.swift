import Foundation

/// The commands that a document shows: its indented blocks.
struct PrintedCommands {
    /// Lines that are indented so far, or further, are commands; those of a list's text are less.
    private static let indentMin = 4

    private let lines: [Substring]

    /// - Parameter name: a file in the package's folder.
    init(document name: String) throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        self.init(try String(contentsOf: package.appending(path: name), encoding: .utf8))
    }

    init(_ text: String) {
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The blocks below a heading of the second level, in their order.
    func blocks(below heading: String) -> [String] {
        let begin = self.lines.firstIndex { $0 == "## \(heading)" }
        guard let begin else { return [] }
        let section = self.lines[(begin + 1)...].prefix { !$0.hasPrefix("## ") }
        return section.split { !Self.isCommand($0) }.map(Self.block)
    }

    private static func isCommand(_ line: Substring) -> Bool {
        line.prefix { $0 == " " }.count >= Self.indentMin
    }

    private static func block(_ lines: ArraySlice<Substring>) -> String {
        let indent = lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { $0.dropFirst(indent) }.joined(separator: "\n")
    }
}
