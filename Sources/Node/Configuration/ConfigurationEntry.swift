/// One key of a node's configuration: its default, its bounds and what it means.
struct ConfigurationEntry: Sendable {
    enum Kind: Sendable {
        case text(default: String)
        case number(default: Int, ClosedRange<Int>, unit: String)
        case choice(default: String, [String])
        case flag(default: Bool)
    }

    /// Parts joined by points, as in a YAML file: `link.listen.port`.
    let name: String
    let kind: Kind
    let meaning: String

    init(_ name: String, _ kind: Kind, _ meaning: String) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
    }

    /// The option of the command line: `--link-listen-port`.
    var option: String {
        "--" + self.name.split(separator: ".").map(Self.dashed).joined(separator: "-")
    }

    private static func dashed(_ part: Substring) -> String {
        part.reduce(into: "") { text, character in
            if character.isUppercase { text += "-" }
            text += character.lowercased()
        }
    }
}
