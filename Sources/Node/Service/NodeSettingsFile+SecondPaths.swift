import SyncProtocol
import Yams

extension NodeSettingsFile {
    /// Takes the entries out of `link.also` that a node of the office may not dial: after a move the former
    /// parent's stands there still, and the node would not start with it. What is no entry at all stays, for the
    /// start to complain of; so does a value that is written over several lines.
    ///
    /// - Returns: what was taken out.
    /// - Throws: ``IdentityFolderError`` when the file cannot be written.
    static func dropSecondPaths(notOpenTo own: OfficePath, dataFolder: String) throws -> [String] {
        var lines = Self.lines(dataFolder: dataFolder)
        guard let setting = Self.secondPaths(in: lines) else { return [] }
        let entries = SecondPath.entries(setting.value)
        let kept = entries.filter { SecondPath($0)?.isOpen(to: own) ?? true }
        guard kept.count < entries.count else { return [] }
        let indent = lines[setting.line].prefix { $0 == " " }
        lines[setting.line] = "\(indent)also: \"\(kept.joined(separator: ", "))\""
        // Read back: whoever writes YAML in another style must not find a broken file.
        guard Self.secondPaths(in: lines)?.value == kept.joined(separator: ", ") else { return [] }
        try Self.replace(lines, dataFolder: dataFolder)
        return entries.filter { !kept.contains($0) }
    }

    /// The value of `link.also`, and the index of the line that its key stands on.
    private static func secondPaths(in lines: [String]) -> (value: String, line: Int)? {
        let root = try? Yams.compose(yaml: lines.joined(separator: "\n"))
        let pairs = root?.mapping?["link"]?.mapping
        guard let (key, value) = pairs?.first(where: { $0.key.string == "also" }),
            let text = value.string, let mark = key.mark, lines.indices.contains(mark.line - 1)
        else { return nil }
        return (text, mark.line - 1)
    }
}
