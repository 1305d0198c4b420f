// The stored form of a record's merged state. It is not part of the wire format, but it is as
// deterministic: equal states have equal bytes, so their digests can be compared between offices.
//
// It is `[origins, *(number, type, field)]`, and `[]` when there is no field. Nearly all operations of a record come
// from one change or a few, so each change is named once (`OriginTable`), and an operation by its place there and how
// far it stands behind the change's first operation here.

extension RecordState: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        guard !self.slots.isEmpty else {
            encoder.array(count: 0)
            return
        }
        let origins = OriginTable(of: self)
        encoder.array(count: 1 + 3 * self.slots.count)
        origins.encode(to: &encoder)
        for slot in self.slots {
            encoder.unsigned(UInt64(slot.number))
            encoder.unsigned(UInt64(slot.state.typeNumber))
            slot.state.encode(to: &encoder, origins)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array()
        guard count > 0 else {
            self.init()
            return
        }
        guard count > 1, count % 3 == 1 else { throw CBORError(.unexpectedType, at: start) }
        var origins = try OriginTable(from: &decoder)
        var slots: [Slot] = []
        slots.reserveCapacity(count / 3)
        for _ in 0..<count / 3 {
            let start = decoder.offset
            let number = UInt16(try decoder.unsigned(max: UInt64(UInt16.max)))
            let type = try decoder.unsigned()
            let state = try FieldState(type: type, from: &decoder, &origins)
            if let last = slots.last,
                (number, state.typeNumber) <= (last.number, last.state.typeNumber)
            {
                throw CBORError(.setNotAscending, at: start)
            }
            slots.append(Slot(number: number, state: state))
        }
        guard origins.isUsed else { throw CBORError(.valueOutOfRange, at: start) }
        self.init(slots: slots)
    }
}

extension FieldState {
    fileprivate func encode(to encoder: inout CBOREncoder, _ origins: OriginTable) {
        switch self {
        case .register(let state):
            encoder.array(count: 3)
            origins.encode(state.change, state.stamp, index: state.index, to: &encoder)
            state.value.encode(to: &encoder)
        case .choice(let state), .set(let state): state.encode(to: &encoder, origins)
        case .counter(let state):
            encoder.array(count: state.parts.count)
            for part in state.parts {
                encoder.array(count: 4)
                part.author.encode(to: &encoder)
                encoder.unsigned(part.incarnation)
                part.stamp.encode(to: &encoder)
                encoder.integer(part.total)
            }
        case .stage(let state):
            encoder.array(count: 2)
            encoder.unsigned(UInt64(state.reopening))
            encoder.unsigned(UInt64(state.step))
        case .text(let state): state.content.encode(to: &encoder, origins)
        case .unknown(let count): encoder.unsigned(count)
        }
    }

    fileprivate init(
        type: UInt64,
        from decoder: inout CBORDecoder,
        _ origins: inout OriginTable
    ) throws(CBORError) {
        let start = decoder.offset
        switch type {
        case 1:
            try decoder.array(exactly: 3)
            let (change, stamp, index) = try origins.operation(from: &decoder)
            let value = try Value(from: &decoder)
            self = .register(
                RegisterState(value: value, stamp: stamp, change: change, index: index)
            )
        case 2: self = .choice(try ChoiceState(from: &decoder, &origins))
        case 3: self = .counter(try CounterState(from: &decoder))
        case 4: self = .set(try ChoiceState(from: &decoder, &origins))
        case 6:
            try decoder.array(exactly: 2)
            let reopening = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
            let step = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
            self = .stage(StageState(reopening: reopening, step: step))
        case 7: self = .text(TextState(try TextRuns(from: &decoder, &origins)))
        case 255: self = .unknown(operationCount: try decoder.unsigned(max: UInt64(Int64.max)))
        default: throw CBORError(.valueOutOfRange, at: start)
        }
    }
}

// `[*(operation, value), ?[+ pending dot]]`
extension ChoiceState {
    fileprivate func encode(to encoder: inout CBOREncoder, _ origins: OriginTable) {
        encoder.array(count: 3 * self.live.count + (self.pending.isEmpty ? 0 : 1))
        for entry in self.live {
            origins.encode(entry.dot.change, entry.stamp, index: entry.dot.index, to: &encoder)
            entry.value.encode(to: &encoder)
        }
        guard !self.pending.isEmpty else { return }
        encoder.array(count: self.pending.count)
        for dot in self.pending { dot.encode(to: &encoder) }
    }

    fileprivate init(
        from decoder: inout CBORDecoder,
        _ origins: inout OriginTable
    ) throws(CBORError) {
        self.init()
        let start = decoder.offset
        let count = try decoder.array()
        guard count % 3 < 2 else { throw CBORError(.unexpectedType, at: start) }
        self.live.reserveCapacity(count / 3)
        for _ in 0..<count / 3 {
            let start = decoder.offset
            let (change, stamp, index) = try origins.operation(from: &decoder)
            let dot = Dot(change: change, index: index)
            if let last = self.live.last, dot <= last.dot {
                throw CBORError(.setNotAscending, at: start)
            }
            self.live.append(Entry(dot: dot, stamp: stamp, value: try Value(from: &decoder)))
        }
        guard count % 3 == 1 else { return }
        let waiting = try decoder.array()
        guard waiting > 0 else { throw CBORError(.valueOutOfRange, at: start) }
        for _ in 0..<waiting {
            let start = decoder.offset
            let dot = try Dot(from: &decoder)
            // One dot may wait several times: once for each operation that superseded it.
            if let last = self.pending.last, dot < last {
                throw CBORError(.setNotAscending, at: start)
            }
            self.pending.append(dot)
        }
    }
}

extension CounterState {
    fileprivate init(from decoder: inout CBORDecoder) throws(CBORError) {
        self.init()
        for _ in 0..<(try decoder.array()) {
            let start = decoder.offset
            try decoder.array(exactly: 4)
            let author = try AuthorID(from: &decoder)
            let incarnation = try decoder.unsigned()
            if let last = self.parts.last,
                (author, incarnation) <= (last.author, last.incarnation)
            {
                throw CBORError(.setNotAscending, at: start)
            }
            let stamp = try Stamp(from: &decoder)
            self.parts.append(
                Part(
                    author: author,
                    incarnation: incarnation,
                    stamp: stamp,
                    total: try decoder.integer()
                )
            )
        }
    }
}

extension CBORDecoder {
    fileprivate mutating func array(exactly count: Int) throws(CBORError) {
        let start = self.offset
        guard try self.array() == count else { throw CBORError(.unexpectedType, at: start) }
    }
}
