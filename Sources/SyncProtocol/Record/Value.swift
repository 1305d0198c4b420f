/// What a field can hold.
package enum Value: Hashable, Sendable {
    case integer(Int64)
    case decimal(DecimalValue)
    case text(String)
    case bytes([UInt8])
    case bool(Bool)
    case list([Value])

    /// The longest text or byte string of one field, in bytes.
    package static let byteCountMax = 128 * 1024
    /// The greatest number of elements of a list.
    package static let elementsMax = 4096

    package var text: String? { if case .text(let text) = self { text } else { nil } }
    package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    package var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }

    /// The number behind an integer or a decimal.
    package var decimal: DecimalValue? {
        switch self {
        case .integer(let value): DecimalValue(significand: value, exponent: 0)
        case .decimal(let value): value
        default: nil
        }
    }
}

extension Value: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        switch self {
        case .integer(let value): encoder.integer(value)
        case .decimal(let value): value.encode(to: &encoder)
        case .text(let value): encoder.text(value)
        case .bytes(let value): encoder.byteString(value)
        case .bool(let value): encoder.bool(value)
        case .list(let values):
            encoder.array(count: values.count)
            for value in values { value.encode(to: &encoder) }
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        switch try decoder.nextMajorType() {
        case 0, 1: self = .integer(try decoder.integer())
        case 2: self = .bytes(try decoder.byteString(max: Self.byteCountMax))
        case 3: self = .text(try decoder.text(max: Self.byteCountMax))
        case 4:
            var values: [Value] = []
            try decoder.elements(max: Self.elementsMax) { element throws(CBORError) in
                values.append(try Value(from: &element))
            }
            self = .list(values)
        case 6: self = .decimal(try DecimalValue(from: &decoder))
        default: self = .bool(try decoder.bool())
        }
    }
}
