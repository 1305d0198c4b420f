internal import OrderedCollections

/// What of a record was shown to somebody: the operations that stood in its fields then (design, D4).
///
/// A write that rests on a revision takes the place of what was shown and of nothing else. People and programs
/// handle it as a text that means nothing to them.
package struct Revision: Hashable, Sendable {
    /// What stood in one field.
    package struct Field: Hashable, Sendable {
        package let number: UInt16
        /// Of a `choice`, a `register` or a `set`, ascending.
        package let dots: [Dot]
        /// Of a `stage`.
        package let stage: StageState?
        /// Of a `counter` and a `text`, which have no dots that could be named: tells two states apart that one
        /// record has gone through.
        package let mark: UInt64?
    }

    /// No text of one is longer, in bytes.
    package static let textByteCountMax = 512 * 1024

    /// Ascending by number.
    private let fields: [Field]

    /// Of a record that was not there.
    package static let nothing = Revision(of: RecordState())

    package init(of state: RecordState) {
        self.fields = state.fieldNumbers.compactMap { Field($0, in: state) }
    }

    private init(fields: [Field]) { self.fields = fields }

    /// Whether nothing stands in a field of a record that was not shown.
    package func hasShown(_ number: UInt16, of state: RecordState) -> Bool {
        guard let present = Field(number, in: state) else { return true }
        guard let shown = self.fields.first(where: { $0.number == number }) else { return false }
        return present.stage == shown.stage && present.mark == shown.mark
            && present.dots.allSatisfy(shown.dots.contains)
    }
}

extension Revision.Field {
    /// Nil where nothing stands.
    fileprivate init?(_ number: UInt16, in state: RecordState) {
        var dots: [Dot] = []
        var stage: StageState?
        var mark: UInt64?
        for slot in state.slots where slot.number == number {
            switch slot.state {
            case .register(let state): dots.append(Dot(change: state.change, index: state.index))
            case .choice(let state), .set(let state): dots += state.live.map(\.dot)
            case .stage(let state): stage = state
            case .counter, .text: mark = Self.mark(of: slot)
            case .unknown: break
            }
        }
        guard !dots.isEmpty || stage != nil || mark != nil else { return nil }
        self.init(number: number, dots: dots.sorted(), stage: stage, mark: mark)
    }

    /// FNV-1a over its encoding: what is told apart was written by one tree's own authors, and whatever is taken for
    /// the same merges all the same.
    private static func mark(of slot: RecordState.Slot) -> UInt64 {
        RecordState(slots: [slot]).encoded().reduce(0xCBF2_9CE4_8422_2325) { mark, byte in
            (mark ^ UInt64(byte)) &* 0x100_0000_01B3
        }
    }
}

extension Revision {
    /// Hexadecimal digits.
    package var text: String { Hexadecimal.text(self.encoded()) }

    /// Nil when it is the text of none.
    package init?(text: String) {
        guard text.utf8.count <= Self.textByteCountMax, let bytes = Hexadecimal.bytes(text),
            let revision = try? Revision(decoding: bytes), revision.encoded() == bytes
        else { return nil }
        self = revision
    }
}

/// `[*change, *[number, [*(place of the change, index)], ?mark, ?(reopening, step)]]`: a record's fields nearly all come
/// from a change or two, which stand there once.
extension Revision: CBORCodable {
    private static let fieldsMax = 4096

    package func encode(to encoder: inout CBOREncoder) {
        let changes = OrderedSet(self.fields.flatMap { $0.dots.map(\.change) }.sorted())
        encoder.array(count: 2)
        encoder.array(count: changes.count)
        for change in changes { change.encode(to: &encoder) }
        encoder.array(count: self.fields.count)
        for field in self.fields {
            encoder.array(count: 2 + (field.mark == nil ? 0 : 1) + (field.stage == nil ? 0 : 2))
            encoder.unsigned(UInt64(field.number))
            encoder.array(count: field.dots.count * 2)
            for dot in field.dots {
                encoder.unsigned(UInt64(changes.firstIndex(of: dot.change) ?? 0))
                encoder.unsigned(UInt64(dot.index))
            }
            if let mark = field.mark { encoder.unsigned(mark) }
            guard let stage = field.stage else { continue }
            encoder.unsigned(UInt64(stage.reopening))
            encoder.unsigned(UInt64(stage.step))
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        var changes: [ChangeID] = []
        try decoder.elements(max: Self.textByteCountMax) { element throws(CBORError) in
            changes.append(try ChangeID(from: &element))
        }
        var fields: [Field] = []
        try decoder.elements(max: Self.fieldsMax) { element throws(CBORError) in
            fields.append(try Self.field(from: &element, changes))
        }
        self.init(fields: fields)
    }

    private static func field(
        from decoder: inout CBORDecoder,
        _ changes: [ChangeID]
    ) throws(CBORError) -> Field {
        let start = decoder.offset
        let count = try decoder.array()
        guard (2...5).contains(count) else { throw CBORError(.unexpectedType, at: start) }
        let number = UInt16(try decoder.unsigned(max: UInt64(UInt16.max)))
        var numbers: [UInt64] = []
        try decoder.elements(max: FieldOperation.dotsMax * 2) { element throws(CBORError) in
            numbers.append(try element.unsigned(max: UInt64(UInt32.max)))
        }
        let dots = stride(from: 0, to: numbers.count - 1, by: 2).compactMap { place in
            changes.indices.contains(Int(numbers[place]))
                ? Dot(change: changes[Int(numbers[place])], index: UInt32(numbers[place + 1])) : nil
        }
        guard dots.count * 2 == numbers.count else { throw CBORError(.valueOutOfRange, at: start) }
        let mark = count == 3 || count == 5 ? try decoder.unsigned() : nil
        guard count > 3 else {
            return Field(number: number, dots: dots, stage: nil, mark: mark)
        }
        let reopening = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
        let step = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
        return Field(
            number: number,
            dots: dots,
            stage: StageState(reopening: reopening, step: step),
            mark: mark
        )
    }
}
