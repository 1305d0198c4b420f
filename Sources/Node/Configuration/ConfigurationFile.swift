import Yams

/// The keys that a YAML file sets.
///
/// The values are read by swift-configuration, which ignores keys that nobody asks for: a key that is
/// misspelled would leave a node without its parent, and nobody would be told.
enum ConfigurationFile {
    private struct Key {
        let name: String
        let line: Int
    }

    /// Refuses a file that sets a key which no node knows.
    ///
    /// - Throws: ``ConfigurationError``, which names the first such key and its line. What is no YAML at all
    ///   is left to whoever reads the values.
    static func check(_ text: String, path: String) throws(ConfigurationError) {
        guard let root = try? Yams.compose(yaml: text) else { return }
        let known = Set(ConfigurationEntry.all.map(\.name))
        let unknown = Self.keys(of: root, below: "").first { !known.contains($0.name) }
        if let unknown {
            throw .unknownKey(unknown.name, file: path, line: unknown.line)
        }
    }

    /// Every key with a value, in the order of the file, and its line.
    private static func keys(of node: Yams.Node, below prefix: String) -> [Key] {
        guard let mapping = node.mapping else { return [] }
        return mapping.flatMap { key, value -> [Key] in
            let name = prefix + (key.string ?? "?")
            return value.mapping == nil
                ? [Key(name: name, line: key.mark?.line ?? 0)]
                : Self.keys(of: value, below: name + ".")
        }
    }
}
