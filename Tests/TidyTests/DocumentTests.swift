import Foundation
import Testing

/// Documents that stand in two languages say the same things.
@Suite("Documents")
struct DocumentTests {
    private static func document(_ path: String) throws -> [String] {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        return text.components(separatedBy: "\n")
    }

    /// The levels of the headings, in order.
    private static func headings(_ lines: [String]) -> [Int] {
        lines.filter { $0.hasPrefix("#") }.map { $0.prefix { $0 == "#" }.count }
    }

    /// The codes in the first column of each table, in order: what a reader looks up.
    private static func codes(_ lines: [String]) -> [[String]] {
        lines.filter { $0.hasPrefix("| `") }.map { line in
            let cell = line.dropFirst(2).prefix { $0 != "|" }
            return cell.matches(of: /`([^`]*)`/).map { String($0.output.1) }
        }
    }

    /// Commands in indented blocks, without what is said beside them.
    private static func commands(_ lines: [String]) -> [String] {
        lines.filter { $0.hasPrefix("    ") || $0.hasPrefix("\t") }.compactMap { line in
            let command = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            return command.hasPrefix("cast-") ? command : nil
        }
    }

    @Test("on operating have the same sections and codes in both languages")
    func operations() throws {
        let english = try Self.document("docs/operations.md")
        let chinese = try Self.document("docs/operations.zh-CN.md")
        #expect(Self.headings(english) == Self.headings(chinese))
        #expect(Self.codes(english) == Self.codes(chinese))
    }

    @Test(
        "print the same commands in both languages",
        arguments: [
            ("docs/operations.md", "docs/operations.zh-CN.md"), ("README.md", "README.zh-CN.md"),
        ]
    )
    func commands(english: String, chinese: String) throws {
        let (first, second) = (
            Self.commands(try Self.document(english)), Self.commands(try Self.document(chinese))
        )
        #expect(first.count > 5)
        #expect(first.map(Self.name(of:)) == second.map(Self.name(of:)))
    }

    /// The program and its first word: the rest may be another example.
    private static func name(of command: String) -> [Substring] {
        Array(command.split(separator: " ").prefix(2))
    }
}
