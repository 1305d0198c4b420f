import Foundation
import Testing

@testable import SyncProtocol

/// The golden vectors in the folder `Vectors`, which other implementations are held against too.
enum VectorFile {
    /// Reads one of the files.
    static func load<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: tests.appending(path: "Vectors/\(name).json"))
        return try JSONDecoder().decode(type, from: data)
    }
}

/// A value as the vectors write it: an object with one key, its type.
struct VectorValue: Decodable {
    let value: Value

    private enum Key: String, CodingKey, CaseIterable {
        case integer
        case decimal
        case text
        case bytes
        case bool
        case list
    }

    private struct Malformed: Error {
        let key: Key?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first else { throw Malformed(key: nil) }
        switch key {
        case .integer: self.value = .integer(try container.decode(Int64.self, forKey: key))
        case .decimal:
            let text = try container.decode(String.self, forKey: key)
            guard let decimal = DecimalValue(text) else { throw Malformed(key: key) }
            self.value = .decimal(decimal)
        case .text: self.value = .text(try container.decode(String.self, forKey: key))
        case .bytes: self.value = .bytes(hex(try container.decode(String.self, forKey: key)))
        case .bool: self.value = .bool(try container.decode(Bool.self, forKey: key))
        case .list:
            self.value = .list(try container.decode([VectorValue].self, forKey: key).map(\.value))
        }
    }
}

/// One operation on one field.
struct VectorField: Decodable {
    let field: RecordEdit.Field

    private struct Plain: Decodable {
        let number: UInt16
        let operation: String
        let value: VectorValue?
        let superseding: [VectorDot]?
        let total: Int64?
        let reopening: UInt32?
        let step: UInt32?
        let text: String?
        let before: VectorElement?
        let after: VectorElement?
        let spans: [VectorSpan]?

        /// The beginning of the text when neither is said.
        func anchor() throws -> TextAnchor {
            if let before { return .before(try before.element()) }
            return try self.after.map { .after(try $0.element()) } ?? .start
        }
    }

    private struct VectorElement: Decodable {
        let change: String
        let index: UInt32
        let offset: UInt32

        func element() throws -> TextElement {
            let change = try #require(ChangeID(hex: self.change))
            return TextElement(Dot(change: change, index: self.index), self.offset)
        }
    }

    private struct VectorSpan: Decodable {
        let change: String
        let index: UInt32
        let offset: UInt32
        let count: UInt32

        func span() throws -> TextSpan {
            let change = try #require(ChangeID(hex: self.change))
            let offsets = self.offset..<self.offset + self.count
            return try #require(TextSpan(Dot(change: change, index: self.index), offsets))
        }
    }

    private struct VectorDot: Decodable {
        let change: String
        let index: UInt32

        func dot() throws -> Dot {
            Dot(change: try #require(ChangeID(hex: self.change)), index: self.index)
        }
    }

    init(from decoder: any Decoder) throws {
        let plain = try Plain(from: decoder)
        let dots = try (plain.superseding ?? []).map { try $0.dot() }
        let operation: FieldOperation =
            switch plain.operation {
            case "register": .register(try #require(plain.value).value)
            case "choice": .choice(try #require(plain.value).value, superseding: dots)
            case "counter": .counter(total: try #require(plain.total))
            case "add": .add(try #require(plain.value).value)
            case "remove": .remove(dots)
            case "insert": .insert(try #require(plain.text), at: try plain.anchor())
            case "erase": .erase(try #require(plain.spans).map { try $0.span() })
            default:
                .stage(reopening: try #require(plain.reopening), step: try #require(plain.step))
            }
        self.field = RecordEdit.Field(plain.number, operation)
    }
}

struct VectorStamp: Decodable {
    let milliseconds: Int64
    let counter: UInt16

    var stamp: Stamp { Stamp(milliseconds: self.milliseconds, counter: self.counter) }
}

struct VectorSpace: Decodable {
    let kind: String
    let owner: String
    let local: String?

    func space() throws -> SpaceID {
        let named = SpaceKind.known.first { "\($0)" == self.kind }
        let numbered = UInt8(self.kind.drop { !$0.isNumber }).flatMap(SpaceKind.init(rawValue:))
        let local = try self.local.map { try #require(CaseID(hex: $0)) }
        let kind = try #require(named ?? numbered)
        return try #require(SpaceID(kind, of: try path(self.owner), local: local))
    }
}
