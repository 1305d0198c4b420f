package import PlainText

/// A value that speaks both languages, in JSON.
private struct SpokenValue: Codable {
    let messageChinese: String
    let messageEnglish: String
}

/// In JSON: an object with a member for each value. Names of a later version are left out.
extension EventDetails: Codable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        for item in self.items {
            let name = Name(stringValue: item.name.rawValue)
            switch item.value {
            case .text(let text): try container.encode(text, forKey: name)
            case .number(let number): try container.encode(number, forKey: name)
            case .list(let texts): try container.encode(texts, forKey: name)
            case .phrase(let chinese, let english):
                try container.encode(
                    SpokenValue(messageChinese: chinese, messageEnglish: english),
                    forKey: name
                )
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        self.init()
        for name in EventParameter.allCases {
            let key = Name(stringValue: name.rawValue)
            guard container.contains(key) else { continue }
            let value: Value =
                switch name.form {
                case .text: .text(try container.decode(String.self, forKey: key))
                case .count, .moment: .number(try container.decode(Int64.self, forKey: key))
                case .list: .list(try container.decode([String].self, forKey: key))
                case .phrase: try Self.phrase(container.decode(SpokenValue.self, forKey: key))
                }
            self = self.with(name, value)
        }
    }

    private static func phrase(_ spoken: SpokenValue) -> Value {
        .phrase(chinese: spoken.messageChinese, english: spoken.messageEnglish)
    }
}
