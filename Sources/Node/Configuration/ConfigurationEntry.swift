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
    let meaning: Phrase

    init(_ name: String, _ kind: Kind, _ chinese: String, _ english: String) {
        self.name = name
        self.kind = kind
        self.meaning = Phrase(chinese, english)
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
                "\(range.lowerBound) 到 \(range.upperBound) 之间的整数（\(Self.unit(unit))）",
                "a whole number from \(range.lowerBound) to \(range.upperBound) (\(unit))"
            )
        case .choice(_, let words): Phrase(same: words.joined(separator: " | "))
        case .flag: Phrase(same: "true | false")
        }
    }

    /// The default and the bounds, for people.
    var rule: Phrase {
        switch self.kind {
        case .text(let standard):
            standard.isEmpty
                ? Phrase("默认为空", "empty by default")
                : Phrase("默认 \(standard)", "default \(standard)")
        case .number(let standard, let range, let unit):
            Phrase(
                "默认 \(standard)（\(Self.unit(unit))），\(range.lowerBound) 到 \(range.upperBound)",
                "default \(standard) \(unit), from \(range.lowerBound) to \(range.upperBound)"
            )
        case .choice(let standard, let words):
            Phrase(
                "默认 \(standard)，可用 \(words.joined(separator: "、"))",
                "default \(standard), one of \(words.joined(separator: ", "))"
            )
        case .flag(let standard): Phrase("默认 \(standard)", "default \(standard)")
        }
    }

    /// A unit in Chinese.
    private static func unit(_ unit: String) -> String {
        switch unit {
        case "port": "端口"
        case "bytes": "字节"
        case "connections": "个连接"
        case "ms": "毫秒"
        case "pages": "页"
        case "items": "件"
        default: unit
        }
    }

    private static func dashed(_ part: Substring) -> String {
        part.reduce(into: "") { text, character in
            if character.isUppercase { text += "-" }
            text += character.lowercased()
        }
    }
}
