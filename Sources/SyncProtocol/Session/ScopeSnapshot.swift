internal import Algorithms

/// What a link carried at one moment, in the order of the feeds' keys.
///
/// Made once a session, when the hellos differ, from digests that the index keeps: nothing is hashed.
struct ScopeSnapshot: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        let key: UInt64
        let place: Int
        let digest: Digest256
    }

    private let entries: [Entry]
    /// Carried feeds that have come since, by key. The digests do not count them.
    private var later: [(key: UInt64, place: Int)] = []
    /// How many places of the index have been looked at.
    private var placeCount: Int
    /// Makes the short digests different in each session, so that nobody can prepare two sets of feeds
    /// that look alike.
    private let salt: [UInt8]
    private let suite: SignatureSuite

    /// - Parameters:
    ///   - places: the feeds that the link carries.
    ///   - salt: the digests of both hellos, the lower office's first; from the second search on its
    ///     number follows.
    init(
        _ places: [Int],
        of index: FeedIndex,
        salt: [Digest256],
        search: UInt64 = 0
    ) {
        self.entries =
            places.compactMap { place in
                index.positionDigest(at: place).map {
                    Entry(key: index.key(at: place), place: place, digest: $0)
                }
            }
            .sorted { ($0.key, $0.place) < ($1.key, $1.place) }
        self.placeCount = index.count
        self.suite = index.suite
        var encoder = CBOREncoder()
        for digest in salt { digest.encode(to: &encoder) }
        if search > 0 { encoder.unsigned(search) }
        self.salt = encoder.bytes
    }

    static func == (left: Self, right: Self) -> Bool {
        left.entries == right.entries && left.later.elementsEqual(right.later, by: ==)
            && left.placeCount == right.placeCount && left.salt == right.salt
    }

    var count: Int { self.entries.count }

    func count(in range: KeyRange) -> Int { self.bounds(of: range).count }

    /// Takes note of feeds that have come since.
    mutating func extend(to index: FeedIndex, isCarried: (Int) -> Bool) {
        guard self.placeCount < index.count else { return }
        for place in self.placeCount..<index.count where isCarried(place) {
            self.later.append((index.key(at: place), place))
        }
        self.later.sort(by: <)
        self.placeCount = index.count
    }

    /// The feeds in a range, those that have come since at the end.
    func places(in range: KeyRange) -> [Int] {
        let late = self.later.partitioningIndex { $0.key >= range.lowerBound }
        return self.entries[self.bounds(of: range)].map(\.place)
            + self.later[late...].prefix { range.contains($0.key) }.map(\.place)
    }

    /// The short digests of the equal parts of a range.
    func digests(of range: KeyRange, partBits: UInt64) -> [UInt64] {
        let bounds = self.bounds(of: range)
        var next = bounds.lowerBound
        let nothing = self.short(SetDigest())
        return (0..<1 << Int(partBits)).map { number in
            let part = range.part(number, partBits: partBits)
            var digest = SetDigest()
            while next < bounds.upperBound, part.contains(self.entries[next].key) {
                digest.insert(self.entries[next].digest)
                next += 1
            }
            return digest.count == 0 ? nothing : self.short(digest)
        }
    }

    private func short(_ digest: SetDigest) -> UInt64 {
        digest.value(by: self.suite, salt: self.salt).words.0
            >> UInt64(64 - RangeSplit.digestByteCount * 8)
    }

    private func bounds(of range: KeyRange) -> Range<Int> {
        let start = self.entries.partitioningIndex { $0.key >= range.lowerBound }
        let (next, overflow) = range.lowerBound.addingReportingOverflow(
            range.bits == 0 ? 0 : 1 << (64 - range.bits)
        )
        // The last range ends with the keys themselves.
        if overflow || range.bits == 0 { return start..<self.entries.count }
        return start..<self.entries.partitioningIndex { $0.key >= next }
    }
}
