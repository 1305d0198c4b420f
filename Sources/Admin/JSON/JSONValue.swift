/// A JSON text as it stands (RFC 8259).
indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// As it is written.
    case number(String)
    case string(String)
    case list([JSONValue])
    /// In the order of the text; no name is there twice.
    case object([Member])

    struct Member: Sendable {
        let name: String
        let value: JSONValue
    }
}

/// A step from a JSON value to one in it.
enum JSONStep: CodingKey, Sendable, Hashable {
    case name(String)
    case index(Int)

    init(stringValue: String) { self = .name(stringValue) }
    init(intValue: Int) { self = .index(intValue) }

    var stringValue: String {
        switch self {
        case .name(let name): name
        case .index(let index): "\(index)"
        }
    }

    var intValue: Int? {
        switch self {
        case .name: nil
        case .index(let index): index
        }
    }
}
