package import SyncProtocol

/// A column of a key: what comes next in an ordered list stands behind it.
package enum KeyPart: Sendable, Hashable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    package var text: String? { if case .text(let value) = self { value } else { nil } }

    package var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
}

extension KeyPart: CBORCodable {
    /// No key of a row is longer.
    private static let byteCountMax = 4_096

    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        switch self {
        case .integer(let value):
            encoder.unsigned(0)
            encoder.integer(value)
        case .text(let value):
            // What stands in a damaged row need be no text in its normal form.
            encoder.unsigned(1)
            encoder.byteString(Array(value.utf8))
        case .bytes(let value):
            encoder.unsigned(2)
            encoder.byteString(value)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        switch try decoder.unsigned(max: 2) {
        case 0: self = .integer(try decoder.integer())
        case 1:
            let bytes = try decoder.byteString(max: Self.byteCountMax)
            self = .text(String(decoding: bytes, as: UTF8.self))
        default: self = .bytes(try decoder.byteString(max: Self.byteCountMax))
        }
    }
}
