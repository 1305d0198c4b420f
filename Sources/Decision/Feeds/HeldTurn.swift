package import SyncProtocol

/// Which held changes are looked at in one transaction. However many strands wait, it is of so many of them and of so
/// many bytes; whoever goes on behind ``last`` comes to the others.
package struct HeldTurn: Sendable {
    /// So many strands.
    package static let strandsMax = 64
    /// So many changes of one strand.
    package static let changesMax = 256
    /// So many bytes of all, but for the first change.
    package static let byteCountMax = 4 << 20

    /// Changes of one strand that follow one another.
    package struct Part: Sendable, Hashable {
        /// The strand's place.
        package let place: Int
        package let numbers: ClosedRange<UInt64>
    }

    package private(set) var parts: [Part] = []
    /// Whether others are due that had no place in it.
    package private(set) var isFull = false

    /// Looks for what is due.
    ///
    /// - Parameters:
    ///   - last: the strand behind which to begin; those up to it come last.
    ///   - now: UTC milliseconds.
    ///   - page: gives the changes of a strand behind a number, at most so many and so many bytes, but one at least;
    ///     none when it is not on the disk or cannot be read.
    package init<Failure: Error>(
        _ state: StoreState,
        behind last: Int,
        by suite: SignatureSuite,
        at now: Int64,
        page: (_ place: Int, _ after: UInt64, _ countMax: Int, _ byteCountMax: Int)
            throws(Failure) -> [StoredChange]
    ) throws(Failure) {
        let directory = state.directory
        let places = directory.waiting.sorted()
        let start = places.firstIndex { $0 > last } ?? places.endIndex
        var byteCount = 0
        for place in places[start...] + places[..<start] where !directory.isStuck(place) {
            let applied = directory.feeds[place].applied
            let first = try page(place, applied, 1, 0).first { $0.number == applied + 1 }
            guard state.isHeldDue(place, first, by: suite, at: now) else { continue }
            let wanted = byteCount + (first?.signed.byteCount ?? 0)
            guard
                self.parts.isEmpty
                    || self.parts.count < Self.strandsMax && wanted <= Self.byteCountMax
            else {
                self.isFull = true
                return
            }
            var end = applied + 1
            if first != nil {
                byteCount = wanted
                let left = Self.byteCountMax - byteCount
                for change in try page(place, end, Self.changesMax - 1, max(0, left)) {
                    guard change.number == end + 1,
                        byteCount + change.signed.byteCount <= Self.byteCountMax
                    else { break }
                    byteCount += change.signed.byteCount
                    end = change.number
                }
            }
            self.parts.append(Part(place: place, numbers: applied + 1...end))
        }
    }

    private init(_ part: Part) { self.parts = [part] }

    package var isEmpty: Bool { self.parts.isEmpty }

    /// The last strand's place; nil where there is none.
    package var last: Int? { self.parts.last?.place }

    /// How it goes on when it cannot be stored: what may be tried by itself. Of a single strand that is its first half,
    /// since what follows cannot come before it. Empty for a single change.
    package var division: [HeldTurn] {
        guard self.parts.count == 1, let part = self.parts.first else {
            return self.parts.map { HeldTurn($0) }
        }
        let first = part.numbers.lowerBound
        guard part.numbers.upperBound > first else { return [] }
        let middle = first + (part.numbers.upperBound - first - 1) / 2
        return [HeldTurn(Part(place: part.place, numbers: first...middle))]
    }
}
