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
    /// What one change is to say again.
    struct Statement {
        let source: StrandEntry
        /// Nil when nothing tells when it was written.
        var stamp: Stamp?
        var edits: OrderedDictionary<RecordID, [RecordEdit.Field]> = [:]
    }

    /// The name under which counters are kept.
    private struct Part: Hashable {
        let author: AuthorID
        let incarnation: UInt64
    }

    /// In the order of their feeds.
    private(set) var statements: [Statement]
    private var places = OrderedDictionary<ChangeID, Int>()
    /// Damaged changes of which not even the id is known, since the one behind is damaged, too.
    private var nameless: [Int] = []
    /// What is gone with none of those that are known may be another author's.
    private let isAmbiguous: Bool
    /// The changes that are damaged, too, and stay: what is gone with them comes back with them.
    private let others: OrderedSet<ChangeID>
    /// The last withdrawn change of each feed.
    private var ends = OrderedDictionary<Part, Int>()
    /// The last withdrawn change.
    private let last: Int

    /// - Parameters:
    ///   - sources: all that is withdrawn of a space.
    ///   - others: what is damaged, too, and stays.
    init(_ sources: [StrandEntry], besides others: [StrandEntry] = []) {
        self.statements = sources.map { Statement(source: $0, stamp: $0.change?.stamp) }
        self.others = OrderedSet(others.compactMap(\.id))
        self.last = sources.count - 1
        let authors = OrderedSet(sources.map(\.feed.author))
        self.isAmbiguous = others.contains { $0.id == nil && !authors.contains($0.feed.author) }
        for (place, source) in sources.enumerated() {
            if let id = source.id { self.places[id] = place } else { self.nameless.append(place) }
            let part = Part(author: source.feed.author, incarnation: source.feed.incarnation)
            self.ends[part] = place
        }
        // Of an author's own changes nothing tells which of the nameless ones said what: so what those said that stay is
        // said again, too, and superseded by name should they come back.
        for other in others where other.id == nil && authors.contains(other.feed.author) {
            self.nameless.append(self.statements.count)
            self.statements.append(Statement(source: other))
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

    /// Whether a damaged change has said something that is said again.
    func saysAgain(_ source: StrandEntry) -> Bool {
        self.statements.contains {
            $0.source.feed == source.feed && $0.source.number == source.number && !$0.edits.isEmpty
        }
    }

    /// Whether a damaged change may have said what nothing tells it from what others said.
    func mayBelie(_ source: StrandEntry) -> Bool { self.isAmbiguous && source.id == nil }

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
        let last = self.last
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
            for (part, place) in self.ends {
                let increase = Self.total(of: part, before) &- Self.total(of: part, rest)
                guard increase != 0 else { continue }
                self.add(number, .counter(total: increase), to: record, in: place)
            }
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
        let left = after.content
        let gone = before.content.runs.filter { left.place(of: $0.dot) == nil }
        let isOurs = gone.map { self.place(ofLost: $0.dot.change) != nil }
        let spans = { (ours: Bool) in
            zip(gone, isOurs).compactMap { run, isOurs in
                isOurs == ours ? TextSpan(run.dot, 0..<run.count) : nil
            }
        }
        // What others inserted comes back with what is damaged of theirs.
        var edit = after.edit(to: before.text(without: spans(false)))
        edit.erased = TextSpan.union(edit.erased + spans(true))
        for operation in edit.operations {
            self.add(number, operation, to: record, in: self.last)
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
            self.add(number, operation, to: record, in: self.last)
        }
        var superseded = Array(revived)
        for entry in lost {
            guard let place = self.place(ofLost: entry.dot.change) else { continue }
            self.note(entry.stamp, in: place)
            let dots = [entry.dot] + superseded
            superseded = []
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
            self.add(number, .remove(dots), to: record, in: self.last)
        }
        for entry in before.live where !after.live.contains(entry) {
            guard let place = self.place(ofLost: entry.dot.change) else { continue }
            self.note(entry.stamp, in: place)
            self.add(number, .remove([entry.dot]), to: record, in: place)
            self.add(number, .add(entry.value), to: record, in: place)
        }
    }

    private static func total(of part: Part, _ state: CounterState) -> Int64 {
        state.parts.first { ($0.author, $0.incarnation) == (part.author, part.incarnation) }?.total
            ?? 0
    }

    /// Which of the withdrawn changes has written something that is gone with them: if none is known by this id, one
    /// whose id is not known; nil when there is none.
    private mutating func place(ofLost change: ChangeID) -> Int? {
        if let place = self.places[change] { return place }
        guard !self.others.contains(change), !self.isAmbiguous, !self.nameless.isEmpty else {
            return nil
        }
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
