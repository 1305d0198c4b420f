private import Algorithms
private import OrderedCollections

/// The changes that are damaged on the disk here: what lies there is not what was written, so it is never
/// sent, nor anything behind it to an end that lacks it.
package struct DamagedChanges: Hashable, Sendable {
    /// By strand, ascending.
    private var numbers: OrderedDictionary<FeedID, [UInt64]> = [:]

    var isEmpty: Bool { self.numbers.isEmpty }

    /// Each strand from its end: of what is missing altogether only the change behind it tells what it was.
    package var all: [ChangePlace] {
        self.numbers.flatMap { feed, numbers in
            numbers.reversed().map { ChangePlace(feed: feed, number: $0) }
        }
    }

    /// The first one of each strand.
    var first: [ChangePlace] {
        self.numbers.compactMap { feed, numbers in
            numbers.first.map { ChangePlace(feed: feed, number: $0) }
        }
    }

    /// The first one of a strand behind a number.
    func first(of feed: FeedID, after number: UInt64) -> UInt64? {
        guard !self.numbers.isEmpty else { return nil }
        return self.numbers[feed]?.first { $0 > number }
    }

    func contains(_ change: ChangePlace) -> Bool {
        self.numbers[change.feed]?.contains(change.number) ?? false
    }

    /// False when it was known.
    @discardableResult
    mutating func insert(_ change: ChangePlace) -> Bool {
        let numbers = self.numbers[change.feed] ?? []
        let place = numbers.partitioningIndex { $0 >= change.number }
        guard place == numbers.count || numbers[place] != change.number else { return false }
        self.numbers[change.feed, default: []].insert(change.number, at: place)
        return true
    }

    mutating func remove(_ change: ChangePlace) {
        self.keep(of: change.feed) { $0 != change.number }
    }

    /// A strand ends before a number now.
    ///
    /// - Parameter rest: what holds the changes from there on; nil when they are gone.
    mutating func cut(_ feed: FeedID, before number: UInt64, rest: FeedID?) {
        let moved = (self.numbers[feed] ?? []).filter { $0 >= number }
        guard !moved.isEmpty else { return }
        self.keep(of: feed) { $0 < number }
        if let rest { self.numbers[rest] = moved }
    }

    private mutating func keep(of feed: FeedID, where isKept: (UInt64) -> Bool) {
        let numbers = (self.numbers[feed] ?? []).filter(isKept)
        if numbers.isEmpty {
            self.numbers.removeValue(forKey: feed)
        } else {
            self.numbers[feed] = numbers
        }
    }
}
