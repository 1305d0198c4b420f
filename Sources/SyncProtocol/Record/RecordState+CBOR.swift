// The stored form of a record's merged state. It is not part of the wire format, but it is as
// deterministic: equal states have equal bytes, so their digests can be compared between offices.

extension RecordState: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: self.slots.count)
        for slot in self.slots {
            encoder.array(count: 3)
            encoder.unsigned(UInt64(slot.number))
            encoder.unsigned(UInt64(slot.state.typeNumber))
            slot.state.encode(to: &encoder)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        var slots: [Slot] = []
        try decoder.elements { element throws(CBORError) in
            let start = element.offset
            guard try element.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
            let number = UInt16(try element.unsigned(max: UInt64(UInt16.max)))
            let type = try element.unsigned()
            let state = try FieldState(type: type, from: &element)
            if let last = slots.last,
                (number, state.typeNumber) <= (last.number, last.state.typeNumber)
            {
                throw CBORError(.setNotAscending, at: start)
            }
            slots.append(Slot(number: number, state: state))
        }
        self.init(slots: slots)
    }
}

extension FieldState {
    func encode(to encoder: inout CBOREncoder) {
        switch self {
        case .register(let state):
            encoder.array(count: 4)
            state.stamp.encode(to: &encoder)
            state.change.encode(to: &encoder)
            encoder.unsigned(UInt64(state.index))
            state.value.encode(to: &encoder)
        case .choice(let state), .set(let state):
            state.encode(to: &encoder)
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
        case .unknown(let count): encoder.unsigned(count)
        }
    }

    init(type: UInt64, from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        switch type {
        case 1:
            try decoder.array(exactly: 4)
            let stamp = try Stamp(from: &decoder)
            let change = try ChangeID(from: &decoder)
            let index = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
            let value = try Value(from: &decoder)
            self = .register(
                RegisterState(value: value, stamp: stamp, change: change, index: index)
            )
        case 2: self = .choice(try ChoiceState(from: &decoder))
        case 3: self = .counter(try CounterState(from: &decoder))
        case 4: self = .set(try ChoiceState(from: &decoder))
        case 6:
            try decoder.array(exactly: 2)
            let reopening = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
            let step = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
            self = .stage(StageState(reopening: reopening, step: step))
        case 255: self = .unknown(operationCount: try decoder.unsigned(max: UInt64(Int64.max)))
        default: throw CBORError(.valueOutOfRange, at: start)
        }
    }
}

extension ChoiceState: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.array(count: self.live.count)
        for entry in self.live {
            encoder.array(count: 3)
            entry.dot.encode(to: &encoder)
            entry.stamp.encode(to: &encoder)
            entry.value.encode(to: &encoder)
        }
        encoder.array(count: self.pending.count)
        for dot in self.pending { dot.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        self.init()
        try decoder.array(exactly: 2)
        for _ in 0..<(try decoder.array()) {
            let start = decoder.offset
            try decoder.array(exactly: 3)
            let dot = try Dot(from: &decoder)
            if let last = self.live.last, dot <= last.dot {
                throw CBORError(.setNotAscending, at: start)
            }
            let stamp = try Stamp(from: &decoder)
            self.live.append(Entry(dot: dot, stamp: stamp, value: try Value(from: &decoder)))
        }
        for _ in 0..<(try decoder.array()) {
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
    init(from decoder: inout CBORDecoder) throws(CBORError) {
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
