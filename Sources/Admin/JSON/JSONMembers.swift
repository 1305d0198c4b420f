import PlainText

/// Which names of one object were asked for.
final class NameUses {
    private let names: [String]
    private let path: [JSONStep]
    private(set) var asked: [String] = []

    init(names: [String], path: [JSONStep]) {
        self.names = names
        self.path = path
    }

    func ask(for name: String) {
        if !self.asked.contains(name) { self.asked.append(name) }
    }

    /// A name that is there in another spelling than the one that is asked for.
    func misspelling(of name: String) -> String? {
        NearestWord.to(name, among: self.names.filter { !self.asked.contains($0) })
    }

    /// - Throws: ``JSONFault`` for the first name that nobody asked for.
    func checkUnknown() throws(JSONFault) {
        guard let name = self.names.first(where: { !self.asked.contains($0) }) else { return }
        throw JSONFault(
            .unknownName(nearest: NearestWord.to(name, among: self.asked)),
            path: self.path + [.name(name)]
        )
    }
}

/// The members of one object.
struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [JSONValue.Member]
    let path: [JSONStep]
    let uses: NameUses

    var codingPath: [any CodingKey] { self.path }

    /// Whoever lists the names takes them all.
    var allKeys: [Key] {
        self.members.compactMap { member in
            self.uses.ask(for: member.name)
            return Key(stringValue: member.name)
        }
    }

    func contains(_ key: Key) -> Bool { self.value(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool {
        if case .null = try self.required(key) { true } else { false }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try StrictDecoder.value(type, of: try self.required(key), at: self.path(to: key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try self.superDecoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try self.superDecoder(forKey: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        JSONValueDecoder(.object(self.members), self.path)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        JSONValueDecoder(try self.required(key), self.path(to: key))
    }

    private func path(to key: Key) -> [JSONStep] { self.path + [.name(key.stringValue)] }

    private func value(_ key: Key) -> JSONValue? {
        self.uses.ask(for: key.stringValue)
        return self.members.first { $0.name == key.stringValue }?.value
    }

    private func required(_ key: Key) throws -> JSONValue {
        if let value = self.value(key) { return value }
        if let name = self.uses.misspelling(of: key.stringValue) {
            throw JSONFault(
                .unknownName(nearest: key.stringValue),
                path: self.path + [.name(name)]
            )
        }
        throw DecodingError.keyNotFound(
            key,
            DecodingError.Context(codingPath: self.path, debugDescription: "")
        )
    }
}
