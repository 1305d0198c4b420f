/// What a change does to one field of a record (design, D4).
///
/// The type of a field is the type of the operations on it: operations of two types on one field
/// number are two fields.
package enum FieldOperation: Hashable, Sendable {
    /// The greatest (stamp, change id) wins.
    case register(Value)
    /// All values live that no other write supersedes.
    case choice(Value, superseding: [Dot])
    /// This author's running total.
    case counter(total: Int64)
    /// The element lives while one of its adding dots does.
    case add(Value)
    case remove([Dot])
    /// The greatest (reopening, step) wins.
    case stage(reopening: UInt32, step: UInt32)
    /// Puts something into a `text`; it is not empty.
    case insert(String, at: TextAnchor)
    /// Takes elements out of a `text`: spans in the form of ``TextSpan/union(_:)``.
    case erase([TextSpan])
    /// Written by a later version of this program: kept, counted, without meaning here.
    case unknown(opcode: UInt64, encoded: [UInt8])

    /// The greatest number of dots that one operation may supersede.
    package static let dotsMax = 4096
    /// The greatest number of spans that one operation may erase.
    package static let spansMax = 4096
}

extension FieldOperation {
    private enum Opcode: UInt64 {
        case register = 1
        case choice = 2
        case counter = 3
        case add = 4
        case remove = 5
        case stage = 6
        case insert = 7
        case erase = 8
    }

    /// The type of the field that it is an operation on; see ``FieldState/typeNumber``.
    var typeNumber: UInt8 {
        switch self {
        case .register: 1
        case .choice: 2
        case .counter: 3
        case .add, .remove: 4
        case .stage: 6
        case .insert, .erase: 7
        case .unknown: 255
        }
    }

    /// The number of array elements of the encoded operation: opcode and arguments.
    package var elementCount: Int {
        switch self {
        case .register, .counter, .add, .remove, .erase, .unknown: 2
        case .choice, .stage, .insert: 3
        }
    }

    package func encodeElements(to encoder: inout CBOREncoder) {
        switch self {
        case .register(let value):
            encoder.unsigned(Opcode.register.rawValue)
            value.encode(to: &encoder)
        case .choice(let value, let dots):
            encoder.unsigned(Opcode.choice.rawValue)
            value.encode(to: &encoder)
            Self.encode(dots, to: &encoder)
        case .counter(let total):
            encoder.unsigned(Opcode.counter.rawValue)
            encoder.integer(total)
        case .add(let value):
            encoder.unsigned(Opcode.add.rawValue)
            value.encode(to: &encoder)
        case .remove(let dots):
            encoder.unsigned(Opcode.remove.rawValue)
            Self.encode(dots, to: &encoder)
        case .stage(let reopening, let step):
            encoder.unsigned(Opcode.stage.rawValue)
            encoder.unsigned(UInt64(reopening))
            encoder.unsigned(UInt64(step))
        case .insert(let text, let anchor):
            encoder.unsigned(Opcode.insert.rawValue)
            anchor.encode(to: &encoder)
            encoder.text(text)
        case .erase(let spans):
            encoder.unsigned(Opcode.erase.rawValue)
            encoder.array(count: spans.count)
            for span in spans { span.encode(to: &encoder) }
        case .unknown(let opcode, let encoded):
            encoder.unsigned(opcode)
            encoder.raw(encoded)
        }
    }

    /// Reads opcode and arguments, `count` elements in all.
    package init(elements count: Int, from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let code = try decoder.unsigned()
        switch (Opcode(rawValue: code), count) {
        case (.register, 2): self = .register(try Value(from: &decoder))
        case (.choice, 3):
            let value = try Value(from: &decoder)
            self = .choice(value, superseding: try Self.dots(from: &decoder))
        case (.counter, 2): self = .counter(total: try decoder.integer())
        case (.add, 2): self = .add(try Value(from: &decoder))
        case (.remove, 2): self = .remove(try Self.dots(from: &decoder))
        case (.stage, 3):
            let reopening = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
            let step = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
            self = .stage(reopening: reopening, step: step)
        case (.insert, 3):
            let anchor = try TextAnchor(from: &decoder)
            let text = try decoder.text(max: Value.byteCountMax)
            guard !text.isEmpty else { throw CBORError(.valueOutOfRange, at: start) }
            self = .insert(text, at: anchor)
        case (.erase, 2): self = .erase(try Self.spans(from: &decoder))
        case (nil, 2):
            let argument = decoder.offset
            try decoder.skip()
            self = .unknown(opcode: code, encoded: decoder.encodedBytes(from: argument))
        default: throw CBORError(.valueOutOfRange, at: start)
        }
    }

    /// Dots are a set: written in ascending order.
    private static func encode(_ dots: [Dot], to encoder: inout CBOREncoder) {
        encoder.array(count: dots.count)
        for dot in dots.sorted() { dot.encode(to: &encoder) }
    }

    private static func dots(from decoder: inout CBORDecoder) throws(CBORError) -> [Dot] {
        var dots: [Dot] = []
        try decoder.elements(max: Self.dotsMax) { element throws(CBORError) in
            let start = element.offset
            let dot = try Dot(from: &element)
            if let last = dots.last, dot <= last { throw CBORError(.setNotAscending, at: start) }
            dots.append(dot)
        }
        return dots
    }

    private static func spans(from decoder: inout CBORDecoder) throws(CBORError) -> [TextSpan] {
        var spans: [TextSpan] = []
        try decoder.elements(max: Self.spansMax) { element throws(CBORError) in
            let start = element.offset
            let span = try TextSpan(from: &element)
            if let last = spans.last, !last.precedes(span) {
                throw CBORError(.setNotAscending, at: start)
            }
            spans.append(span)
        }
        return spans
    }
}
