/// A record as the merge of all operations on it (design, D4).
package struct RecordState: Hashable, Sendable {
    package struct Slot: Hashable, Sendable {
        package let number: UInt16
        package var state: FieldState

        fileprivate var key: SlotKey { SlotKey(number: self.number, type: self.state.typeNumber) }
    }

    /// What slots ascend by: operations of two types under one number are two slots.
    fileprivate struct SlotKey: Comparable {
        let number: UInt16
        let type: UInt8

        static func < (left: Self, right: Self) -> Bool {
            (left.number, left.type) < (right.number, right.type)
        }
    }

    /// So many operations are applied one after the other; more of them in one pass over the slots.
    private static let oneByOneMax = 16

    /// Ascending by (number, type).
    package private(set) var slots: [Slot] = []

    package init() {}

    package init(slots: [Slot]) {
        self.slots = slots
    }

    // MARK: Merging

    /// Applies what one change does to this record.
    ///
    /// - Parameter firstIndex: the number of operations that the change has before these.
    package mutating func apply(
        _ fields: [RecordEdit.Field],
        from origin: OperationOrigin,
        firstIndex: UInt32
    ) {
        guard fields.count <= Self.oneByOneMax else {
            self.applyMany(fields, from: origin, firstIndex: firstIndex)
            return
        }
        var index = firstIndex
        for field in fields {
            self.apply(field, origin, index: index)
            index += 1
        }
    }

    /// The same in one pass over the slots, so that a hostile change with thousands of operations
    /// costs what its length does and not its square.
    private mutating func applyMany(
        _ fields: [RecordEdit.Field],
        from origin: OperationOrigin,
        firstIndex: UInt32
    ) {
        let keys = fields.map { SlotKey(number: $0.number, type: $0.operation.typeNumber) }
        let order = fields.indices.sorted {
            keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1]
        }
        var rest = self.slots[...]
        var merged: [Slot] = []
        merged.reserveCapacity(rest.count + fields.count)
        var start = order.startIndex
        while start < order.endIndex {
            let key = keys[order[start]]
            let end = order[start...].firstIndex { keys[$0] != key } ?? order.endIndex
            while let slot = rest.first, slot.key < key {
                merged.append(slot)
                rest.removeFirst()
            }
            var part = RecordState()
            if let slot = rest.first, slot.key == key {
                part.slots.append(slot)
                rest.removeFirst()
            }
            part.applyRun(order[start..<end], of: fields, from: origin, firstIndex: firstIndex)
            merged += part.slots
            start = end
        }
        self.slots = merged + rest
    }

    /// Applies operations on one field, of which there may be many.
    private mutating func applyRun(
        _ places: ArraySlice<Int>,
        of fields: [RecordEdit.Field],
        from origin: OperationOrigin,
        firstIndex: UInt32
    ) {
        var edit = ChoiceState.Edit()
        var (runs, spans): ([TextRun], [TextSpan]) = ([], [])
        for place in places {
            let (field, index) = (fields[place], firstIndex + UInt32(place))
            switch field.operation {
            case .choice(let value, let dots):
                edit.superseded += dots
                edit.inserted.append(Self.entry(value, origin, index))
            case .add(let value): edit.inserted.append(Self.entry(value, origin, index))
            case .remove(let dots): edit.superseded += dots
            case .insert(let text, let anchor):
                runs.append(Self.run(text, anchor, origin, index))
            case .erase(let erased): spans += erased
            case .register, .counter, .stage, .unknown: self.apply(field, origin, index: index)
            }
        }
        guard let field = places.first.map({ fields[$0] }) else { return }
        switch field.operation {
        case .choice: self.updateChoice(field.number) { $0.apply(edit) }
        case .add, .remove: self.updateSet(field.number) { $0.apply(edit) }
        case .insert, .erase: self.updateText(field.number) { $0.apply(runs, spans) }
        case .register, .counter, .stage, .unknown: break
        }
    }

    private mutating func apply(
        _ field: RecordEdit.Field,
        _ origin: OperationOrigin,
        index: UInt32
    ) {
        switch field.operation {
        case .register(let value):
            let new = RegisterState(
                value: value,
                stamp: origin.stamp,
                change: origin.change,
                index: index
            )
            self.update(field.number, orInsert: .register(new)) {
                guard case .register(var state) = $0 else { return }
                state.apply(value, origin, index: index)
                $0 = .register(state)
            }
        case .choice(let value, let dots):
            let entry = Self.entry(value, origin, index)
            self.updateChoice(field.number) {
                $0.apply(ChoiceState.Edit(superseded: dots, inserted: [entry]))
            }
        case .counter(let total):
            self.update(field.number, orInsert: .counter(CounterState()), thenUpdate: true) {
                guard case .counter(var state) = $0 else { return }
                state.apply(total: total, origin)
                $0 = .counter(state)
            }
        case .add(let value):
            let entry = Self.entry(value, origin, index)
            self.updateSet(field.number) { $0.apply(ChoiceState.Edit(inserted: [entry])) }
        case .remove(let dots):
            self.updateSet(field.number) { $0.apply(ChoiceState.Edit(superseded: dots)) }
        case .stage(let reopening, let step):
            let new = StageState(reopening: reopening, step: step)
            self.update(field.number, orInsert: .stage(new)) {
                guard case .stage(let state) = $0 else { return }
                $0 = .stage(max(state, new))
            }
        case .insert(let text, let anchor):
            let run = Self.run(text, anchor, origin, index)
            self.updateText(field.number) { $0.apply([run], []) }
        case .erase(let spans): self.updateText(field.number) { $0.apply([], spans) }
        case .unknown:
            self.update(field.number, orInsert: .unknown(operationCount: 1)) {
                guard case .unknown(let count) = $0 else { return }
                $0 = .unknown(operationCount: count + 1)
            }
        }
    }

    private static func entry(
        _ value: Value,
        _ origin: OperationOrigin,
        _ index: UInt32
    ) -> ChoiceState.Entry {
        ChoiceState.Entry(
            dot: Dot(change: origin.change, index: index),
            stamp: origin.stamp,
            value: value
        )
    }

    private static func run(
        _ text: String,
        _ anchor: TextAnchor,
        _ origin: OperationOrigin,
        _ index: UInt32
    ) -> TextRun {
        let dot = Dot(change: origin.change, index: index)
        return TextRun(text, at: anchor, dot: dot, stamp: origin.stamp)
    }

    private mutating func updateChoice(_ number: UInt16, _ body: (inout ChoiceState) -> Void) {
        self.update(number, orInsert: .choice(ChoiceState()), thenUpdate: true) {
            guard case .choice(var state) = $0 else { return }
            $0 = .choice(ChoiceState())
            body(&state)
            $0 = .choice(state)
        }
    }

    private mutating func updateSet(_ number: UInt16, _ body: (inout ChoiceState) -> Void) {
        self.update(number, orInsert: .set(ChoiceState()), thenUpdate: true) {
            guard case .set(var state) = $0 else { return }
            $0 = .set(ChoiceState())
            body(&state)
            $0 = .set(state)
        }
    }

    private mutating func updateText(_ number: UInt16, _ body: (inout TextState) -> Void) {
        self.update(number, orInsert: .text(TextState()), thenUpdate: true) {
            guard case .text(var state) = $0 else { return }
            $0 = .text(TextState())
            body(&state)
            $0 = .text(state)
        }
    }

    /// Finds the slot of a number and type, or makes it.
    private mutating func update(
        _ number: UInt16,
        orInsert new: FieldState,
        thenUpdate: Bool = false,
        _ body: (inout FieldState) -> Void
    ) {
        let key = (number, new.typeNumber)
        let place =
            self.slots.firstIndex { key <= ($0.number, $0.state.typeNumber) } ?? self.slots.endIndex
        let exists =
            place < self.slots.endIndex
            && (self.slots[place].number, self.slots[place].state.typeNumber) == key
        if !exists { self.slots.insert(Slot(number: number, state: new), at: place) }
        if exists || thenUpdate { body(&self.slots[place].state) }
    }

    // MARK: Reading

    /// The values of a `choice` that nobody has superseded, latest first. More than one: a conflict
    /// that a person should settle.
    package func choices(_ number: UInt16) -> [ChoiceState.Entry] {
        guard case .choice(let state)? = self.field(number, type: 2) else { return [] }
        return state.live.count < 2 ? state.live : state.newestFirst
    }

    /// The latest value of a `choice`.
    package func choice(_ number: UInt16) -> Value? { self.choices(number).first?.value }

    package func register(_ number: UInt16) -> Value? {
        guard case .register(let state)? = self.field(number, type: 1) else { return nil }
        return state.value
    }

    package func counter(_ number: UInt16) -> Int64? {
        guard case .counter(let state)? = self.field(number, type: 3) else { return nil }
        return state.total
    }

    /// What was added to a set and not removed, with the stamps of the additions, in no order.
    package func additions(_ number: UInt16) -> [ChoiceState.Entry] {
        guard case .set(let state)? = self.field(number, type: 4) else { return [] }
        return state.live
    }

    /// The elements of a set, each once, ordered by their encoding.
    package func elements(_ number: UInt16) -> [Value] {
        guard case .set(let state)? = self.field(number, type: 4) else { return [] }
        var seen: [(key: [UInt8], value: Value)] = []
        for entry in state.live { seen.append((entry.value.encoded(), entry.value)) }
        seen.sort { $0.key.lexicographicallyPrecedes($1.key) }
        return seen.enumerated().compactMap { index, element in
            index > 0 && seen[index - 1].key == element.key ? nil : element.value
        }
    }

    package func stage(_ number: UInt16) -> StageState? {
        guard case .stage(let state)? = self.field(number, type: 6) else { return nil }
        return state
    }

    /// A long passage; nil when nothing was ever written there.
    package func text(_ number: UInt16) -> TextState? {
        guard case .text(let state)? = self.field(number, type: 7) else { return nil }
        return state
    }

    /// The numbers of the `choice` fields in which different values stand, ascending. Writers that said the same at
    /// one time leave nothing to be settled.
    package var conflicts: [UInt16] {
        self.slots.lazy.filter { slot in
            guard case .choice(let state) = slot.state, let first = state.live.first else {
                return false
            }
            return state.live.contains { $0.value != first.value }
        }
        .map(\.number)
    }

    /// The numbers of all fields, ascending, each once.
    package var fieldNumbers: [UInt16] {
        self.slots.reduce(into: []) { numbers, slot in
            if numbers.last != slot.number { numbers.append(slot.number) }
        }
    }

    private func field(_ number: UInt16, type: UInt8) -> FieldState? {
        self.slots.first { $0.number == number && $0.state.typeNumber == type }?.state
    }

    // MARK: Writing

    /// The operation that carries out an intent on the state as it is known here.
    package func operation(
        for intent: FieldIntent,
        by author: AuthorID,
        incarnation: UInt64
    )
        -> FieldOperation
    {
        switch intent.action {
        case .assign(let value): return .register(value)
        case .choose(let value):
            return .choice(
                value,
                superseding: self.choices(intent.number).prefix(FieldOperation.dotsMax).map(\.dot)
                    .sorted()
            )
        case .increment(let amount):
            guard case .counter(let state)? = self.field(intent.number, type: 3) else {
                return .counter(total: amount)
            }
            let part = state.parts.first { ($0.author, $0.incarnation) == (author, incarnation) }
            return .counter(total: (part?.total ?? 0) &+ amount)
        case .add(let value): return .add(value)
        case .remove(let value):
            guard case .set(let state)? = self.field(intent.number, type: 4) else {
                return .remove([])
            }
            return .remove(
                state.live.lazy.filter { $0.value == value }.prefix(FieldOperation.dotsMax).map(
                    \.dot
                )
            )
        case .advance(let step):
            return .stage(reopening: self.stage(intent.number)?.reopening ?? 0, step: step)
        case .reopen(let step):
            // Another writer may have sent the greatest number: it then stays as it is.
            let present = self.stage(intent.number)?.reopening ?? 0
            return .stage(reopening: present == .max ? .max : present + 1, step: step)
        case .insert(let text, let anchor): return .insert(text, at: anchor)
        case .erase(let spans): return .erase(TextSpan.union(spans))
        }
    }
}
