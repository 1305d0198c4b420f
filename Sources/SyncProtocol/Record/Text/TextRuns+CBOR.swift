// The stored form: `[*(operation, anchor, erased, text), ?[+ pending span]]`. An anchor is `[]`, `[place of the run, offset,
// is after]`, or what it is on the wire while its run has not come; erased is `[*(offset, count)]`.
extension TextRuns {
    private static let elementsPerRun = 5

    func encode(to encoder: inout CBOREncoder, _ origins: OriginTable) {
        let extra = self.pending.isEmpty ? 0 : 1
        encoder.array(count: Self.elementsPerRun * self.runs.count + extra)
        for run in self.runs {
            origins.encode(run.dot.change, run.stamp, index: run.dot.index, to: &encoder)
            self.encode(run.anchor, to: &encoder)
            encoder.array(count: 2 * run.erased.count)
            for range in run.erased {
                encoder.unsigned(UInt64(range.lowerBound))
                encoder.unsigned(UInt64(range.count))
            }
            // Not as text: what is left of an insertion need not be normalised.
            encoder.byteString(Array(run.text.utf8))
        }
        guard !self.pending.isEmpty else { return }
        encoder.array(count: self.pending.count)
        for span in self.pending { span.encode(to: &encoder) }
    }

    private func encode(_ anchor: TextAnchor, to encoder: inout CBOREncoder) {
        guard let element = anchor.element, let place = self.place(of: element.insertion) else {
            anchor.encode(to: &encoder)
            return
        }
        encoder.array(count: 3)
        encoder.unsigned(UInt64(place))
        encoder.unsigned(UInt64(element.offset))
        encoder.bool(anchor == .after(element))
    }

    init(
        from decoder: inout CBORDecoder,
        _ origins: inout OriginTable
    ) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array()
        guard count % Self.elementsPerRun < 2 else { throw CBORError(.unexpectedType, at: start) }
        var stored: [StoredRun] = []
        stored.reserveCapacity(count / Self.elementsPerRun)
        for _ in 0..<count / Self.elementsPerRun {
            stored.append(try StoredRun(from: &decoder, &origins))
        }
        let dots = stored.map(\.dot)
        var runs: [TextRun] = []
        runs.reserveCapacity(stored.count)
        for run in stored { runs.append(try run.run(among: dots, at: start)) }
        var pending: [TextSpan] = []
        if count % Self.elementsPerRun == 1 {
            for _ in 0..<(try decoder.array()) { pending.append(try TextSpan(from: &decoder)) }
            guard !pending.isEmpty else { throw CBORError(.valueOutOfRange, at: start) }
        }
        guard let content = TextRuns(runs: runs, pending: pending) else {
            throw CBORError(.setNotAscending, at: start)
        }
        self = content
    }
}

/// A run whose anchor may name one that is read later.
private struct StoredRun {
    private enum Anchor {
        case known(TextAnchor)
        case run(place: UInt64, offset: UInt32, isAfter: Bool)
    }

    let dot: Dot
    private let stamp: Stamp
    private let anchor: Anchor
    private let erased: [Range<UInt32>]
    private let text: String

    init(from decoder: inout CBORDecoder, _ origins: inout OriginTable) throws(CBORError) {
        let (change, stamp, index) = try origins.operation(from: &decoder)
        self.dot = Dot(change: change, index: index)
        self.stamp = stamp
        self.anchor = try Self.anchor(from: &decoder)
        self.erased = try Self.ranges(from: &decoder)
        let start = decoder.offset
        guard let text = String(validating: try decoder.byteString(), as: UTF8.self) else {
            throw CBORError(.invalidUTF8, at: start)
        }
        self.text = text
    }

    private static func anchor(from decoder: inout CBORDecoder) throws(CBORError) -> Anchor {
        var ahead = decoder
        guard try ahead.array() == 3 else { return .known(try TextAnchor(from: &decoder)) }
        let place = try ahead.unsigned()
        let offset = UInt32(try ahead.unsigned(max: UInt64(UInt32.max)))
        let isAfter = try ahead.bool()
        decoder = ahead
        return .run(place: place, offset: offset, isAfter: isAfter)
    }

    private static func ranges(
        from decoder: inout CBORDecoder
    ) throws(CBORError) -> [Range<UInt32>] {
        let start = decoder.offset
        let count = try decoder.array()
        guard count.isMultiple(of: 2) else { throw CBORError(.unexpectedType, at: start) }
        var ranges: [Range<UInt32>] = []
        for _ in 0..<count / 2 {
            let first = try decoder.unsigned(max: UInt64(UInt32.max))
            let count = try decoder.unsigned(max: UInt64(UInt32.max) - first)
            ranges.append(UInt32(first)..<UInt32(first + count))
        }
        return ranges
    }

    /// - Parameter dots: of all runs, in their order.
    func run(among dots: [Dot], at offset: Int) throws(CBORError) -> TextRun {
        guard
            let run = TextRun(
                living: self.text,
                erased: self.erased,
                at: try self.anchor(among: dots, at: offset),
                dot: self.dot,
                stamp: self.stamp
            )
        else { throw CBORError(.valueOutOfRange, at: offset) }
        return run
    }

    private func anchor(among dots: [Dot], at offset: Int) throws(CBORError) -> TextAnchor {
        switch self.anchor {
        case .known(let anchor): return anchor
        case .run(let place, let elementOffset, let isAfter):
            guard place < UInt64(dots.count) else { throw CBORError(.valueOutOfRange, at: offset) }
            let element = TextElement(dots[Int(place)], elementOffset)
            return isAfter ? .after(element) : .before(element)
        }
    }
}
