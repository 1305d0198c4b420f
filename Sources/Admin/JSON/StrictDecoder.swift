import PlainText

/// Decodes JSON and refuses what nobody asks for: a misspelt name must not pass for one that was left out.
///
/// Only for what is handed in. What a node answers is read with room for what later versions add.
package enum StrictDecoder {
    /// - Parameter root: what the text is, for the path in an error: `reports` gives
    ///   `reports[3].points[0].value`.
    /// - Throws: ``APIError``: `invalid` with the rule `encoding` when the text is not UTF-8, else `malformed`.
    package static func decode<Value: Decodable>(
        _ type: Value.Type,
        from text: some Collection<UInt8>,
        root: String
    ) throws(APIError) -> Value {
        do {
            return try Self.value(type, of: try JSONReader.read(text), at: [])
        } catch let fault as JSONFault {
            throw APIError(fault, root: root)
        } catch let error as DecodingError {
            throw APIError(error, root: root)
        } catch {
            throw APIError(JSONFault(.syntax), root: root)
        }
    }

    static func value<Value: Decodable>(
        _ type: Value.Type,
        of json: JSONValue,
        at path: [JSONStep]
    ) throws -> Value {
        if let scalar = try JSONScalar.value(type, of: json, at: path) { return scalar }
        let decoder = JSONValueDecoder(json, path)
        let value = try Value(from: decoder)
        try decoder.uses.checkUnknown()
        return value
    }
}

/// Single values.
enum JSONScalar {
    /// Nil when the type is none of those that JSON has itself.
    static func value<Value>(
        _ type: Value.Type,
        of json: JSONValue,
        at path: [JSONStep]
    ) throws -> Value? {
        let found: Any?
        switch type {
        case is String.Type: if case .string(let text) = json { found = text } else { found = nil }
        case is Bool.Type: if case .bool(let bool) = json { found = bool } else { found = nil }
        case is Double.Type:
            if case .number(let text) = json { found = Double(text) } else { found = nil }
        case let type as any FixedWidthInteger.Type: found = Self.integer(type, json)
        default: return nil
        }
        guard let value = found as? Value else { throw Self.mismatch(type, json, path) }
        return value
    }

    static func mismatch(
        _ type: Any.Type,
        _ json: JSONValue,
        _ path: [JSONStep]
    ) -> DecodingError {
        let context = DecodingError.Context(codingPath: path, debugDescription: "")
        if case .null = json { return .valueNotFound(type, context) }
        return .typeMismatch(type, context)
    }

    private static func integer<Number: FixedWidthInteger>(
        _ type: Number.Type,
        _ json: JSONValue
    ) -> Number? {
        if case .number(let text) = json { Number(text) } else { nil }
    }
}
