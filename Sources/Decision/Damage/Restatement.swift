internal import OrderedCollections
internal import SyncProtocol

/// Writes again what a feed's withdrawn end has said, as far as it still counts.
///
/// It goes by what the records were before and what they are without the withdrawn changes. What differs is
/// said by operations that name the withdrawn ones among those that they supersede: should one of these come back
/// from somewhere, it is superseded already, and nothing doubles. Each operation is given to the change that it
/// comes from, whose stamp the new one bears: whatever others have written in between wins or loses as before. Only a
/// counter has no such name: its increase is added anew.
struct Restatement {
    /// A withdrawn change, in the order of its feed.
    struct Source {
        let id: ChangeID?
        /// Nil for one that is damaged.
        let change: Change?
        /// What it did; empty for one that is damaged.
        let edits: [RecordEdit]
    }

    /// What one change is to say again.
    struct Statement {
        let source: Source
        /// Nil when nothing tells when it was written.
        var stamp: Stamp?
        var edits: OrderedDictionary<RecordID, [RecordEdit.Field]> = [:]
    }

    /// In the order of the feed, as far as it is known which of them said what.
    private(set) var statements: [Statement]
    private var places = OrderedDictionary<ChangeID, Int>()
    /// Damaged changes of which not even the id is known, since the one behind is damaged, too.
    private var nameless: [Int] = []
    /// Of whose counters the end was withdrawn.
    private let author: AuthorID
    private let incarnation: UInt64

    init(_ sources: [Source], author: AuthorID, incarnation: UInt64) {
        self.statements = sources.map { Statement(source: $0, stamp: $0.change?.stamp) }
        self.author = author
        self.incarnation = incarnation
        for (place, source) in sources.enumerated() {
            if let id = source.id { self.places[id] = place } else { self.nameless.append(place) }
        }
        // What a later version wrote through this node has no state that could tell it.
        for (place, source) in sources.enumerated() {
            for edit in source.edits {
                for field in edit.fields {
                    guard case .unknown = field.operation else { continue }
                    self.add(field.number, field.operation, to: edit.record, in: place)
                }
            }
        }
    }

    /// Those that say something, by their stamps, which rise in a feed. What nothing tells the time of is written now,
    /// and comes last.
    var rising: [Statement] {
        let statements = self.statements.filter { !$0.edits.isEmpty }
        let dated = statements.filter { $0.stamp != nil }.enumerated().sorted { left, right in
            guard let first = left.element.stamp, let second = right.element.stamp, first != second
            else { return left.offset < right.offset }
            return first < second
        }
        return dated.map(\.element) + statements.filter { $0.stamp == nil }
    }

    /// How many damaged changes there are of which nothing is said again.
    var forgottenCount: Int {
        self.statements.count { $0.source.change == nil && $0.edits.isEmpty }
    }

    /// Says again what a record has lost.
    mutating func restate(_ record: RecordID, before: RecordState, after: RecordState) {
        for slot in before.slots {
            let left = after.slots.first {
                $0.number == slot.number && $0.state.typeNumber == slot.state.typeNumber
            }?.state
            self.restate(slot.number, slot.state, left, in: record)
        }
    }

    private mutating func restate(
        _ number: UInt16,
        _ before: FieldState,
        _ after: FieldState?,
        in record: RecordID
    ) {
        let last = self.statements.count - 1
        switch (before, after) {
        case (.register(let register), _):
            guard before != after, let place = self.place(ofLost: register.change) else { return }
            self.note(register.stamp, in: place)
            self.add(number, .register(register.value), to: record, in: place)
        case (.choice(let before), .choice(let after)?):
            self.restate(choice: number, before, after, in: record)
        case (.choice(let before), _):
            self.restate(choice: number, before, ChoiceState(), in: record)
        case (.set(let before), .set(let after)?):
            self.restate(set: number, before, after, in: record)
        case (.set(let before), _): self.restate(set: number, before, ChoiceState(), in: record)
        case (.counter(let before), let after):
            var rest = CounterState()
            if case .counter(let state)? = after { rest = state }
            let increase = self.total(before) &- self.total(rest)
            if increase != 0 { self.add(number, .counter(total: increase), to: record, in: last) }
        case (.stage(let before), let after):
            if case .stage(let after)? = after, before <= after { return }
            let operation = FieldOperation.stage(reopening: before.reopening, step: before.step)
            self.add(number, operation, to: record, in: last)
        case (.text(let before), let after):
            var rest = TextState()
            if case .text(let state)? = after { rest = state }
            self.restate(text: number, before, rest, in: record)
        case (.unknown, _): return
        }
    }

    /// What was read is read again, and what the withdrawn changes inserted is erased: it does not come twice when they
    /// come back. What others hung on it stands at the end until then.
    private mutating func restate(
        text number: UInt16,
        _ before: TextState,
        _ after: TextState,
        in record: RecordID
    ) {
        var edit = after.edit(to: before.text)
        let left = after.content
        let lost = before.content.runs.filter { run in
            left.place(of: run.dot) == nil && self.place(ofLost: run.dot.change) != nil
        }
        edit.erased = TextSpan.union(
            edit.erased + lost.compactMap { TextSpan($0.dot, 0..<$0.count) }
        )
        for operation in edit.operations {
            self.add(number, operation, to: record, in: self.statements.count - 1)
        }
    }

    private mutating func restate(
        choice number: UInt16,
        _ before: ChoiceState,
        _ after: ChoiceState,
        in record: RecordID
    ) {
        let lost = before.live.filter { !after.live.contains($0) }
        // What the withdrawn changes had superseded must not show again.
        let revived = after.live.filter { !before.live.contains($0) }.map(\.dot)
            .prefix(FieldOperation.dotsMax - 1)
        if lost.isEmpty, !revived.isEmpty, let newest = before.newestFirst.first {
            let operation = FieldOperation.choice(newest.value, superseding: [newest.dot] + revived)
            self.add(number, operation, to: record, in: self.statements.count - 1)
        }
        for (index, entry) in lost.enumerated() {
            let known = self.place(ofLost: entry.dot.change)
            let place = known ?? self.statements.count - 1
            if known != nil { self.note(entry.stamp, in: place) }
            let dots = [entry.dot] + (index == 0 ? revived : [])
            self.add(number, .choice(entry.value, superseding: dots), to: record, in: place)
        }
    }

    private mutating func restate(
        set number: UInt16,
        _ before: ChoiceState,
        _ after: ChoiceState,
        in record: RecordID
    ) {
        let revived = after.live.filter { !before.live.contains($0) }.map(\.dot)
        for start in stride(from: 0, to: revived.count, by: FieldOperation.dotsMax) {
            let dots = Array(revived[start...].prefix(FieldOperation.dotsMax))
            self.add(number, .remove(dots), to: record, in: self.statements.count - 1)
        }
        for entry in before.live where !after.live.contains(entry) {
            guard let place = self.place(ofLost: entry.dot.change) else { continue }
            self.note(entry.stamp, in: place)
            self.add(number, .remove([entry.dot]), to: record, in: place)
            self.add(number, .add(entry.value), to: record, in: place)
        }
    }

    private func total(_ state: CounterState) -> Int64 {
        state.parts.first { ($0.author, $0.incarnation) == (self.author, self.incarnation) }?.total
            ?? 0
    }

    /// What is gone with none of the withdrawn changes that are known may be another's.
    mutating func forgetNameless() { self.nameless.removeAll() }

    /// Which of the withdrawn changes has written something that is gone with them: if none is known by this id, one
    /// whose id is not known; nil when there is none.
    private mutating func place(ofLost change: ChangeID) -> Int? {
        if let place = self.places[change] { return place }
        guard !self.nameless.isEmpty else { return nil }
        let place = self.nameless.removeFirst()
        self.places[change] = place
        return place
    }

    /// A damaged change's operations bear its stamp.
    private mutating func note(_ stamp: Stamp, in place: Int) {
        if self.statements[place].stamp == nil { self.statements[place].stamp = stamp }
    }

    private mutating func add(
        _ number: UInt16,
        _ operation: FieldOperation,
        to record: RecordID,
        in place: Int
    ) {
        guard self.statements.indices.contains(place) else { return }
        self.statements[place].edits[record, default: []]
            .append(RecordEdit.Field(number, operation))
    }
}
