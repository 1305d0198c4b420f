internal import Algorithms

/// The changes whose operations stand in a record's state, each named once in its stored form.
struct OriginTable {
    private struct Origin {
        let change: ChangeID
        let stamp: Stamp
        /// Of its operations that stand in the state.
        let firstIndex: UInt32
        /// Whether an operation with that index was read.
        var isUsed = false
    }

    private struct Use {
        let change: ChangeID
        let stamp: Stamp
        let index: UInt32

        static func < (left: Self, right: Self) -> Bool {
            (left.change, left.stamp, left.index) < (right.change, right.stamp, right.index)
        }
    }

    /// Ascending by (change, stamp), each once.
    private var origins: [Origin] = []

    init(of state: RecordState) {
        guard !self.takeOnly(of: state) else { return }
        var uses: [Use] = []
        Self.forEachUse(in: state) { uses.append($0) }
        uses.sort { $0 < $1 }
        self.origins = []
        for use in uses where !self.isLast(use.change, use.stamp) {
            self.origins.append(
                Origin(change: use.change, stamp: use.stamp, firstIndex: use.index)
            )
        }
    }

    /// Nearly always it is one change alone.
    ///
    /// - Returns: false when there are several.
    private mutating func takeOnly(of state: RecordState) -> Bool {
        var only: Use?
        var isOnly = true
        Self.forEachUse(in: state) { use in
            guard let known = only else {
                only = use
                return
            }
            isOnly = isOnly && known.change == use.change && known.stamp == use.stamp
            if use.index < known.index { only = use }
        }
        guard isOnly else { return false }
        if let only {
            self.origins = [
                Origin(change: only.change, stamp: only.stamp, firstIndex: only.index)
            ]
        }
        return true
    }

    private static func forEachUse(in state: RecordState, _ body: (Use) -> Void) {
        for slot in state.slots {
            switch slot.state {
            case .register(let state):
                body(Use(change: state.change, stamp: state.stamp, index: state.index))
            case .choice(let state), .set(let state):
                for entry in state.live {
                    body(
                        Use(
                            change: entry.dot.change,
                            stamp: entry.stamp,
                            index: entry.dot.index
                        )
                    )
                }
            case .text(let state):
                for run in state.content.runs {
                    body(Use(change: run.dot.change, stamp: run.stamp, index: run.dot.index))
                }
            case .counter, .stage, .unknown: break
            }
        }
    }

    private func isLast(_ change: ChangeID, _ stamp: Stamp) -> Bool {
        self.origins.last.map { ($0.change, $0.stamp) == (change, stamp) } ?? false
    }

    // MARK: Encoding

    /// `[*(change, stamp, first index)]`.
    func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3 * self.origins.count)
        for origin in self.origins {
            origin.change.encode(to: &encoder)
            origin.stamp.encode(to: &encoder)
            encoder.unsigned(UInt64(origin.firstIndex))
        }
    }

    /// Names an operation of the state that the table is of: two numbers, its change's place and how far it stands
    /// behind the first one.
    func encode(
        _ change: ChangeID,
        _ stamp: Stamp,
        index: UInt32,
        to encoder: inout CBOREncoder
    ) {
        let place = self.place(change, stamp)
        encoder.unsigned(UInt64(place))
        encoder.unsigned(UInt64(index &- self.origins[place].firstIndex))
    }

    private func place(_ change: ChangeID, _ stamp: Stamp) -> Int {
        // Of what is not there the last one.
        self.origins.dropLast().partitioningIndex { ($0.change, $0.stamp) >= (change, stamp) }
    }

    // MARK: Decoding

    init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array()
        guard count % 3 == 0 else { throw CBORError(.unexpectedType, at: start) }
        self.origins.reserveCapacity(count / 3)
        for _ in 0..<count / 3 {
            let start = decoder.offset
            let change = try ChangeID(from: &decoder)
            let stamp = try Stamp(from: &decoder)
            let first = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
            if let last = self.origins.last, (change, stamp) <= (last.change, last.stamp) {
                throw CBORError(.setNotAscending, at: start)
            }
            self.origins.append(Origin(change: change, stamp: stamp, firstIndex: first))
        }
    }

    /// Reads which operation it is.
    mutating func operation(
        from decoder: inout CBORDecoder
    ) throws(CBORError) -> (change: ChangeID, stamp: Stamp, index: UInt32) {
        let start = decoder.offset
        let place = try decoder.unsigned()
        guard place < UInt64(self.origins.count) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        let distance = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
        let origin = self.origins[Int(place)]
        let (index, isTooFar) = origin.firstIndex.addingReportingOverflow(distance)
        guard !isTooFar else { throw CBORError(.valueOutOfRange, at: start) }
        if distance == 0 { self.origins[Int(place)].isUsed = true }
        return (origin.change, origin.stamp, index)
    }

    /// Whether each change that is named is one of whose operations the first was read: otherwise there would be
    /// two forms of one state.
    var isUsed: Bool { self.origins.allSatisfy(\.isUsed) }
}
