/// The merged state of one field.
///
/// Each operation is applied exactly once (the feed's numbers see to that), in any order across
/// feeds; the state is the same whatever the order.
package enum FieldState: Hashable, Sendable {
    case register(RegisterState)
    case choice(ChoiceState)
    case counter(CounterState)
    case set(ChoiceState)
    case stage(StageState)
    case text(TextState)
    /// So many operations of a later version: what they mean is not known here.
    case unknown(operationCount: UInt64)

    /// The part of a slot's key that tells fields of different types under one number apart.
    package var typeNumber: UInt8 {
        switch self {
        case .register: 1
        case .choice: 2
        case .counter: 3
        case .set: 4
        case .stage: 6
        case .text: 7
        case .unknown: 255
        }
    }
}

/// The value with the greatest (stamp, change id).
package struct RegisterState: Hashable, Sendable {
    package var value: Value
    package var stamp: Stamp
    package var change: ChangeID
    /// Two writes to one register in one change: the later one wins.
    package var index: UInt32

    mutating func apply(_ value: Value, _ origin: OperationOrigin, index: UInt32) {
        guard (self.stamp, self.change, self.index) < (origin.stamp, origin.change, index) else {
            return
        }
        self = RegisterState(value: value, stamp: origin.stamp, change: origin.change, index: index)
    }
}

/// Live dotted values, and dots that were superseded before they arrived. Serves `choice` and `set`.
package struct ChoiceState: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let dot: Dot
        package let stamp: Stamp
        package let value: Value
    }

    /// Ascending by dot.
    package var live: [Entry] = []
    /// Superseded, but not seen yet. Ascending.
    package var pending: [Dot] = []

    package init() {}

    /// What one change does to the field. A change cannot name its own dots, so the order of its
    /// operations does not matter.
    struct Edit {
        var superseded: [Dot] = []
        /// Ascending by dot.
        var inserted: [Entry] = []
    }

    /// Beyond so many dots and entries one pass over everything is cheaper than a search for each.
    private static let searchedMax = 16

    mutating func apply(_ edit: Edit) {
        guard edit.superseded.count + edit.inserted.count > Self.searchedMax else {
            self.supersede(edit.superseded)
            for entry in edit.inserted { self.insert(entry) }
            return
        }
        self.pending = (self.pending + self.takeOut(edit.superseded)).sorted()
        self.live = (self.live + self.takeUp(edit.inserted)).sorted { $0.dot < $1.dot }
    }

    /// Takes superseded entries out of those that live.
    ///
    /// - Returns: dots that no entry bears, ascending.
    private mutating func takeOut(_ dots: [Dot]) -> [Dot] {
        var named = dots.sorted()[...]
        var (unseen, live): ([Dot], [Entry]) = ([], [])
        for entry in self.live {
            while let dot = named.first, dot < entry.dot {
                unseen.append(dot)
                named.removeFirst()
            }
            if named.first == entry.dot {
                named.removeFirst()
            } else {
                live.append(entry)
            }
        }
        self.live = live
        return unseen + named
    }

    /// Takes dots whose entries have come out of those that are waited for.
    ///
    /// - Returns: entries that nothing has superseded, ascending.
    private mutating func takeUp(_ entries: [Entry]) -> [Entry] {
        var come = entries[...]
        var (pending, left): ([Dot], [Entry]) = ([], [])
        for dot in self.pending {
            while let entry = come.first, entry.dot < dot {
                left.append(entry)
                come.removeFirst()
            }
            if come.first?.dot == dot {
                come.removeFirst()
            } else {
                pending.append(dot)
            }
        }
        self.pending = pending
        return left + come
    }

    mutating func insert(_ entry: Entry) {
        if let index = self.pending.firstIndex(of: entry.dot) {
            self.pending.remove(at: index)
            return
        }
        let place = self.live.firstIndex { entry.dot < $0.dot } ?? self.live.endIndex
        self.live.insert(entry, at: place)
    }

    mutating func supersede(_ dots: [Dot]) {
        for dot in dots {
            if let index = self.live.firstIndex(where: { $0.dot == dot }) {
                self.live.remove(at: index)
            } else {
                let place = self.pending.firstIndex { dot <= $0 } ?? self.pending.endIndex
                self.pending.insert(dot, at: place)
            }
        }
    }

    /// The live entries, latest stamp first: what a person is shown.
    package var newestFirst: [Entry] {
        self.live.sorted { ($1.stamp, $1.dot) < ($0.stamp, $0.dot) }
    }
}

/// One running total for each author and incarnation.
package struct CounterState: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package let author: AuthorID
        package let incarnation: UInt64
        package var stamp: Stamp
        package var total: Int64
    }

    /// Ascending by (author, incarnation).
    package var parts: [Part] = []

    package init() {}

    mutating func apply(total: Int64, _ origin: OperationOrigin) {
        let key = (origin.author, origin.incarnation)
        let part = Part(
            author: origin.author,
            incarnation: origin.incarnation,
            stamp: origin.stamp,
            total: total
        )
        let place =
            self.parts.firstIndex { key <= ($0.author, $0.incarnation) } ?? self.parts.endIndex
        guard place < self.parts.endIndex,
            (self.parts[place].author, self.parts[place].incarnation) == key
        else {
            self.parts.insert(part, at: place)
            return
        }
        // Equal stamps mean one change; a greater total breaks the tie of a forked feed.
        if (self.parts[place].stamp, self.parts[place].total) < (part.stamp, part.total) {
            self.parts[place] = part
        }
    }

    package var total: Int64 { self.parts.reduce(0) { $0 &+ $1.total } }
}

/// How far a thing has come, and how often it was opened again.
package struct StageState: Hashable, Comparable, Sendable {
    package var reopening: UInt32
    package var step: UInt32

    package static func < (left: Self, right: Self) -> Bool {
        (left.reopening, left.step) < (right.reopening, right.step)
    }
}
