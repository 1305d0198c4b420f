/// A value bound to a placeholder of a statement.
package enum SQLValue: Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// A table of values; see ``SQLRows``.
    case rows(SQLRows)

    /// The word for it in a statement; nil for what has no type.
    var typeName: String? {
        switch self {
        case .null, .rows: nil
        case .integer: "bigint"
        case .text: "text"
        case .bytes: "bytes"
        }
    }

    static func bool(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }

    static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

    /// An unsigned number by its bit pattern: order is lost, identity is kept.
    static func bits(_ value: UInt64) -> SQLValue { .integer(Int64(bitPattern: value)) }

    static func optional(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }

    static func optional(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }

    static func optional(_ value: [UInt8]?) -> SQLValue { value.map { .bytes($0) } ?? .null }
}
