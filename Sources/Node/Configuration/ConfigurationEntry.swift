import Admin

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

    /// The variable of the environment: `CAST_LINK_LISTEN_PORT`.
    var variable: String {
        "CAST_" + self.option.dropFirst(2).uppercased().replacing("-", with: "_")
    }

    /// What a value must be, as far as the kind says.
    var expected: Phrase {
        switch self.kind {
        case .text: Phrase("一个文本值", "one text")
        case .number(_, let range, let unit):
            Phrase(
                "\(range.lowerBound) 到 \(range.upperBound) 之间的整数（\(unit)）",
                "a whole number from \(range.lowerBound) to \(range.upperBound) (\(unit))"
            )
        case .choice(_, let words): Phrase(same: words.joined(separator: " | "))
        case .flag: Phrase(same: "true | false")
        }
    }

    private static func dashed(_ part: Substring) -> String {
        part.reduce(into: "") { text, character in
            if character.isUppercase { text += "-" }
            text += character.lowercased()
        }
    }
}
