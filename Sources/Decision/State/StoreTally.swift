package import SyncProtocol

/// How many there are of what grows, kept instead of counted: each transaction adds what it changes.
package struct StoreTally: Sendable, Equatable {
    /// Feeds, whatever their strands.
    package internal(set) var feeds = 0
    /// Changes on the disk.
    package internal(set) var changes: Int64 = 0
    /// Of these, those that are not part of the records yet.
    package internal(set) var held: Int64 = 0
    package internal(set) var records: Int64 = 0
    /// Over all spaces with records, see ``element(of:_:by:)``.
    package internal(set) var state = SetDigest()
    package internal(set) var documents: DocumentTally
    /// Over the ends of all feeds, by their local numbers.
    private(set) var heads = SetDigest()
    private let suite: SignatureSuite

    init(_ directory: Directory, documents: DocumentTally, suite: SignatureSuite) {
        self.suite = suite
        self.documents = documents
        for (place, feed) in directory.feeds.enumerated() {
            self.count(feed)
            self.heads.insert(self.element(of: place, feed))
        }
        for space in directory.spaces { self.insert(space) }
    }

    /// The published value of ``state``.
    package var stateDigest: Digest256 { self.state.value(by: self.suite) }

    /// A feed is now as it is.
    ///
    /// - Parameter old: as it was; nil when it is new.
    mutating func count(_ feed: FeedEntry, at place: Int, insteadOf old: FeedEntry?) {
        if let old {
            self.count(old, times: -1)
            self.heads.remove(self.element(of: place, old))
        }
        self.count(feed)
        self.heads.insert(self.element(of: place, feed))
    }

    private func element(of place: Int, _ feed: FeedEntry) -> Digest256 {
        var encoder = CBOREncoder(reservingCapacity: 96)
        encoder.array(count: 4)
        encoder.unsigned(UInt64(place))
        encoder.unsigned(feed.head.number)
        feed.head.digest.encode(to: &encoder)
        encoder.unsigned(feed.applied)
        return self.suite.hash(encoder.bytes)
    }

    private mutating func count(_ feed: FeedEntry, times: Int64 = 1) {
        let counts = OfficeCounts(feed)
        self.feeds += counts.feeds * Int(times)
        self.changes += counts.changes * times
        self.held +=
            Int64(clamping: feed.head.number &- min(feed.applied, feed.head.number)) * times
    }

    mutating func insert(_ space: Directory.Space) {
        guard space.digest.count != 0 else { return }
        self.records += Int64(clamping: space.digest.count)
        self.state.insert(Self.element(of: space.space, space.digest, by: self.suite))
    }

    mutating func remove(_ space: Directory.Space) {
        guard space.digest.count != 0 else { return }
        self.records -= Int64(clamping: space.digest.count)
        self.state.remove(Self.element(of: space.space, space.digest, by: self.suite))
    }

    /// What a space with records adds to the digest over several: equal at two offices exactly when their merged
    /// records are.
    package static func element(
        of space: SpaceID,
        _ digest: SetDigest,
        by suite: SignatureSuite
    ) -> Digest256 {
        var encoder = CBOREncoder(reservingCapacity: 128)
        encoder.array(count: 2)
        space.encode(to: &encoder)
        digest.value(by: suite).encode(to: &encoder)
        return suite.hash(encoder.bytes)
    }
}
