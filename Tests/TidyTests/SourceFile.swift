import Foundation

/// A Swift file of this package, as text.
struct SourceFile: CustomStringConvertible, Sendable {
    /// From the package's root, for example `Sources/Store/OfficeStore.swift`.
    let path: String
    let lines: [String]

    var description: String { self.path }

    /// All Swift files below a folder of the package, ordered by path.
    static func all(below folder: String) -> [SourceFile] {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let base = root.appending(path: folder).path
        let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") && !$0.contains(".build") }.sorted().compactMap
        {
            guard let text = try? String(contentsOfFile: "\(base)/\($0)", encoding: .utf8) else {
                return nil
            }
            return SourceFile(path: "\(folder)/\($0)", lines: text.components(separatedBy: "\n"))
        }
    }

    /// The modules that the file imports.
    var imports: [String] {
        self.lines.compactMap { line in
            let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
            guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count
            else {
                return nil
            }
            let isDeclarationImport = ["struct", "class", "enum", "func"].contains(words[place + 1])
            return String(
                words[isDeclarationImport ? place + 2 : place + 1].split(separator: ".")[0]
            )
        }
    }

    /// Places whose code, without comments and string contents, matches.
    func places(of pattern: some RegexComponent) -> [String] {
        self.lines.enumerated().compactMap { number, line in
            Self.code(of: line).firstMatch(of: pattern) == nil
                ? nil : "\(self.path):\(number + 1): \(line)"
        }
    }

    /// A line without its comment and the contents of texts.
    static func code(of line: String) -> String {
        let withoutTexts = line.replacing(/"(\\.|[^"\\])*"/, with: "\"\"")
        return withoutTexts.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)
            .first.map(String.init) ?? ""
    }
}
