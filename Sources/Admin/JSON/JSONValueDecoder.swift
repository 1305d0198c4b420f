/// One JSON value as what a type decodes itself from.
struct JSONValueDecoder: Decoder {
    let json: JSONValue
    let path: [JSONStep]
    /// The names that the type has asked for.
    let uses: NameUses

    init(_ json: JSONValue, _ path: [JSONStep]) {
        self.json = json
        self.path = path
        var names: [String] = []
        if case .object(let members) = json { names = members.map(\.name) }
        self.uses = NameUses(names: names, path: path)
    }

    var codingPath: [any CodingKey] { self.path }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = self.json else {
            throw JSONScalar.mismatch(JSONObject.self, self.json, self.path)
        }
        return KeyedDecodingContainer(
            JSONMembers<Key>(members: members, path: self.path, uses: self.uses)
        )
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let values) = self.json else {
            throw JSONScalar.mismatch([JSONStep].self, self.json, self.path)
        }
        return JSONElements(values: values, path: self.path)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        JSONSingle(json: self.json, path: self.path)
    }
}

/// Stands for an object in an error.
private enum JSONObject {}

private struct JSONSingle: SingleValueDecodingContainer {
    let json: JSONValue
    let path: [JSONStep]

    var codingPath: [any CodingKey] { self.path }

    func decodeNil() -> Bool { if case .null = self.json { true } else { false } }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let value = try JSONScalar.value(type, of: self.json, at: self.path) else {
            return try StrictDecoder.value(type, of: self.json, at: self.path)
        }
        return value
    }
}

private struct JSONElements: UnkeyedDecodingContainer {
    let values: [JSONValue]
    let path: [JSONStep]
    private(set) var currentIndex = 0

    init(values: [JSONValue], path: [JSONStep]) {
        self.values = values
        self.path = path
    }

    var codingPath: [any CodingKey] { self.path }
    var count: Int? { self.values.count }
    var isAtEnd: Bool { self.currentIndex == self.values.count }

    mutating func decodeNil() throws -> Bool {
        guard !self.isAtEnd, case .null = self.values[self.currentIndex] else { return false }
        self.currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let place = self.path + [.index(self.currentIndex)]
        guard !self.isAtEnd else {
            throw DecodingError.valueNotFound(
                type,
                DecodingError.Context(codingPath: place, debugDescription: "")
            )
        }
        let value = try StrictDecoder.value(type, of: self.values[self.currentIndex], at: place)
        self.currentIndex += 1
        return value
    }

    mutating func nestedContainer<Key: CodingKey>(
        keyedBy type: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        try self.superDecoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try self.superDecoder().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
        let value = self.isAtEnd ? JSONValue.null : self.values[self.currentIndex]
        let decoder = JSONValueDecoder(value, self.path + [.index(self.currentIndex)])
        self.currentIndex += 1
        return decoder
    }
}
