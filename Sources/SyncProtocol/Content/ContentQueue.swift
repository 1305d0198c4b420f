internal import Algorithms
internal import DequeModule
internal import OrderedCollections

/// The files that are to be fetched and are not fetched yet, in the order in which they are begun.
///
/// What somebody waits for comes first. Then every branch of the tree has its share, whose records name files:
/// of each office the ones that have not failed before, the short ones and the new ones go first. Whoever
/// names files again and again that nobody has comes after all others. Pure.
package struct ContentQueue: Sendable {
    package struct Wanted: Sendable, Hashable {
        package let content: ContentID
        /// The longest that it may turn out to be, in bytes.
        package let byteCountMax: UInt64
        /// Whose record names it; nil when that is not known.
        package let owner: OfficePath?
        package var isAwaited: Bool
        /// How often it was begun and nobody had it.
        package var failures: Int

        package init(
            _ content: ContentID,
            byteCountMax: UInt64,
            of owner: OfficePath?,
            isAwaited: Bool = false,
            failures: Int = 0
        ) {
            self.content = content
            self.byteCountMax = byteCountMax
            self.owner = owner
            self.isAwaited = isAwaited
            self.failures = failures
        }
    }

    /// A file among those of its office: the least goes first.
    private struct Place: Sendable, Comparable {
        let failures: Int
        /// Lengths that differ by less than a factor of two are one.
        let lengthClass: Int
        /// The later it came, the less.
        let age: Int64
        let wanted: Wanted

        static func < (left: Self, right: Self) -> Bool {
            (left.failures, left.lengthClass, left.age)
                < (right.failures, right.lengthClass, right.age)
        }
    }

    /// Who names so many files one after the other that nobody has comes after all others.
    package static let strikesMax = 16
    /// So many offices are remembered that name files that nobody has.
    private static let strikersMax = 4_096

    private var hurried: Deque<Wanted> = []
    /// By office: the one that goes first last.
    private var files: OrderedDictionary<OfficePath?, [Place]> = [:]
    private var trusted = ShareTree<OfficePath?>()
    private var distrusted = ShareTree<OfficePath?>()
    private var strikes: OrderedDictionary<OfficePath?, Int> = [:]
    private var arrivals: Int64 = 0
    private var untriedCount = 0

    package init() {}

    package var isEmpty: Bool { self.hurried.isEmpty && self.files.isEmpty }

    /// Something waits that somebody wants or that was never begun: what stands still gives way to it.
    package var hasUntried: Bool { !self.hurried.isEmpty || self.untriedCount > 0 }

    package mutating func insert(_ wanted: Wanted) {
        guard !wanted.isAwaited else {
            self.hurried.append(wanted)
            return
        }
        self.arrivals += 1
        let place = Place(
            failures: wanted.failures,
            lengthClass: UInt64.bitWidth - wanted.byteCountMax.leadingZeroBitCount,
            age: -self.arrivals,
            wanted: wanted
        )
        if wanted.failures == 0 { self.untriedCount += 1 }
        var files = self.files.removeValue(forKey: wanted.owner) ?? []
        // The last one is taken first.
        files.insert(place, at: files.partitioningIndex { !(place < $0) })
        self.files[wanted.owner] = files
        self.putInShares(wanted.owner)
    }

    /// Somebody waits for a file now. False when it is not in the queue.
    package mutating func hurry(_ content: ContentID) -> Bool {
        if self.hurried.contains(where: { $0.content == content }) { return true }
        for (owner, files) in self.files {
            guard let place = files.firstIndex(where: { $0.wanted.content == content }) else {
                continue
            }
            var wanted = self.take(at: place, of: owner)
            wanted.isAwaited = true
            self.hurried.append(wanted)
            return true
        }
        return false
    }

    /// What is begun next.
    package mutating func popFirst() -> Wanted? {
        if let wanted = self.hurried.popFirst() { return wanted }
        guard let owner = self.trusted.first ?? self.distrusted.first,
            let count = self.files[owner]?.count
        else { return nil }
        let byteCount = Int(clamping: self.files[owner]?.last?.wanted.byteCountMax ?? 0)
        self.trusted.charge(owner, byteCount: byteCount + ContentLimits.chunkByteCount)
        self.distrusted.charge(owner, byteCount: byteCount + ContentLimits.chunkByteCount)
        return self.take(at: count - 1, of: owner)
    }

    private mutating func take(at place: Int, of owner: OfficePath?) -> Wanted {
        var files = self.files.removeValue(forKey: owner) ?? []
        let wanted = files.remove(at: place).wanted
        if wanted.failures == 0 { self.untriedCount -= 1 }
        if files.isEmpty {
            self.trusted.remove(owner)
            self.distrusted.remove(owner)
        } else {
            self.files[owner] = files
        }
        return wanted
    }

    // MARK: What became of them

    /// Nobody who is linked has the file: it waits again.
    package mutating func failed(_ wanted: Wanted) {
        var again = wanted
        again.failures += 1
        again.isAwaited = false
        if self.strikes[wanted.owner] == nil, self.strikes.count >= Self.strikersMax {
            self.strikes.removeFirst()
        }
        self.strikes[wanted.owner, default: 0] += 1
        self.insert(again)
        self.putInShares(wanted.owner)
    }

    /// A file has come.
    package mutating func arrived(_ owner: OfficePath?) {
        self.strikes.removeValue(forKey: owner)
        self.putInShares(owner)
    }

    private mutating func putInShares(_ owner: OfficePath?) {
        guard self.files[owner] != nil else { return }
        if self.strikes[owner] ?? 0 < Self.strikesMax {
            self.distrusted.remove(owner)
            self.trusted.insert(owner, at: owner)
        } else {
            self.trusted.remove(owner)
            self.distrusted.insert(owner, at: owner)
        }
    }
}
