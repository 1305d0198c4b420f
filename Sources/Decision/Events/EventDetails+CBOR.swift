package import PlainText
package import SyncProtocol

/// As the store keeps it: an array of pairs of name and value.
extension EventDetails: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: self.items.count)
        for item in self.items {
            encoder.array(count: 2)
            encoder.text(item.name.rawValue)
            switch item.value {
            case .text(let text): encoder.text(NormalizedText.normalize(text))
            case .number(let number): encoder.integer(number)
            case .list(let texts): Self.encode(texts, to: &encoder)
            case .phrase(let chinese, let english): Self.encode([chinese, english], to: &encoder)
            }
        }
    }

    private static func encode(_ texts: [String], to encoder: inout CBOREncoder) {
        encoder.array(count: texts.count)
        for text in texts { encoder.text(NormalizedText.normalize(text)) }
    }

    /// - Throws: also for a name that this program does not know: no other version's store is opened.
    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        self.init()
        var details = EventDetails()
        try decoder.elements { (decoder) throws(CBORError) in
            let start = decoder.offset
            guard try decoder.array(max: 2) == 2,
                let name = EventParameter(rawValue: try decoder.text())
            else { throw CBORError(.missingKey, at: start) }
            details = details.with(name, try Self.value(name.form, from: &decoder))
        }
        self = details
    }

    private static func value(
        _ form: EventParameter.Form,
        from decoder: inout CBORDecoder
    ) throws(CBORError) -> Value {
        switch form {
        case .text: return .text(try decoder.text())
        case .count, .moment: return .number(try decoder.integer())
        case .list: return .list(try Self.texts(from: &decoder))
        case .phrase:
            let start = decoder.offset
            let texts = try Self.texts(from: &decoder)
            guard texts.count == 2 else { throw CBORError(.missingKey, at: start) }
            return .phrase(chinese: texts[0], english: texts[1])
        }
    }

    private static func texts(from decoder: inout CBORDecoder) throws(CBORError) -> [String] {
        var texts: [String] = []
        try decoder.elements { (decoder) throws(CBORError) in texts.append(try decoder.text()) }
        return texts
    }
}
