import Admin
import Yams

/// The keys that a YAML file sets, as they stand there. The one reader of `node.yaml`, for the start and
/// for whoever wants to know before that what it says.
///
/// Every file that says nothing (no text, only comments, a section without keys) is an empty one. What can
/// not be read is an error, never an empty file.
struct ConfigurationFile: Sendable {
    struct Setting: Sendable, Equatable {
        /// The value as it is written, without quotes.
        let text: String
        /// Counted from 1.
        let line: Int
    }

    /// The largest file that is read, in bytes.
    private static let bytesMax = 1_024 * 1_024

    let path: String
    /// By the keys' names: `link.listen.port`.
    private(set) var settings: [String: Setting] = [:]

    /// - Parameter mayBeMissing: whether no such file is the same as an empty one.
    /// - Throws: ``ConfigurationError``.
    static func read(_ path: String, mayBeMissing: Bool) throws(ConfigurationError) -> Self {
        let text: String
        do throws(APIError) {
            text = try SmallFile.text(of: path, bytesMax: Self.bytesMax)
        } catch {
            guard mayBeMissing, error.code == .notFound else { throw .unreadable(path, error) }
            text = ""
        }
        return try Self(text, path: path)
    }

    /// - Throws: ``ConfigurationError`` that names the line: what is no YAML, a key that no node knows or
    ///   that stands there twice, a list or a section where one value is wanted.
    init(_ text: String, path: String) throws(ConfigurationError) {
        self.path = path
        let root: Yams.Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw .notYAML(error, in: path)
        }
        guard let root, !Self.isEmpty(root) else { return }
        guard let mapping = root.mapping else {
            throw .noKeys(ConfigurationPlace.file(path, line: root.mark?.line ?? 1))
        }
        try self.take(mapping, below: "")
    }

    private mutating func take(
        _ mapping: Yams.Node.Mapping,
        below prefix: String
    ) throws(ConfigurationError) {
        for (key, value) in mapping {
            let name = prefix + (key.string ?? "?")
            let line = key.mark?.line ?? 0
            let entry = ConfigurationEntry.all.first { $0.name == name }
            if let entry {
                try self.take(value, of: entry, line: line)
            } else if let section = value.mapping {
                try self.take(section, below: name + ".")
            } else if !(Self.isSection(name) && Self.isEmpty(value)) {
                throw .unknownKey(name, file: self.path, line: line)
            }
        }
    }

    private mutating func take(
        _ value: Yams.Node,
        of entry: ConfigurationEntry,
        line: Int
    ) throws(ConfigurationError) {
        let place = ConfigurationPlace.file(self.path, line: line)
        guard let text = value.scalar?.string else {
            throw .invalid(entry, entry.expected, at: place)
        }
        guard self.settings[entry.name] == nil else { throw .twice(entry, at: place) }
        // A key without a value asks for an empty text.
        self.settings[entry.name] = Setting(
            text: Self.isEmpty(value) ? "" : text,
            line: line
        )
    }

    private static func isEmpty(_ node: Yams.Node) -> Bool { node.null != nil }

    private static func isSection(_ name: String) -> Bool {
        ConfigurationEntry.all.contains { $0.name.hasPrefix(name + ".") }
    }
}
