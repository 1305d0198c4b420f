private import OrderedCollections

/// What is known here of the charters of all cases. It only grows: nobody leaves the audience of a case.
package struct Charters: Hashable, Sendable {
    /// A feed that a charter was issued with, and whom that names.
    package struct Grant: Hashable, Sendable {
        package let feed: FeedID
        package let parties: [OfficePath]

        package init(feed: FeedID, parties: [OfficePath]) {
            self.feed = feed
            self.parties = parties
        }
    }

    /// What is known of one case.
    package struct Entry: Hashable, Sendable {
        /// What all charters say together.
        package fileprivate(set) var terms = CharterTerms.nothing
        /// In the order in which they came here.
        package fileprivate(set) var grants: [Grant] = []

        package init(terms: CharterTerms = .nothing, grants: [Grant] = []) {
            self.terms = terms
            self.grants = grants
        }
    }

    package static let none = Charters()

    private var entries: OrderedDictionary<SpaceID, Entry> = [:]

    package init() {}

    package static func == (left: Self, right: Self) -> Bool { left.entries == right.entries }

    /// Not over all of it: a link's scope is looked up by its hash.
    package func hash(into hasher: inout Hasher) { hasher.combine(self.entries.count) }

    /// The cases of which anything is known, in the order in which they came here.
    package var spaces: [SpaceID] { Array(self.entries.keys) }

    package subscript(space: SpaceID) -> Entry? {
        get { self.entries[space] }
        set { self.entries[space] = newValue }
    }

    /// Takes in what the opening of a feed says.
    ///
    /// - Returns: whether that was new.
    package mutating func learn(_ charter: Charter, from feed: FeedID) -> Bool {
        let before = self.entries[charter.space]
        var entry = before ?? Entry()
        entry.terms = entry.terms.merged(with: charter.terms)
        if feed.isCharter, !entry.grants.contains(where: { $0.feed == feed }) {
            entry.grants.append(Grant(feed: feed, parties: charter.terms.parties))
        }
        self.entries[charter.space] = entry
        return entry != before
    }

    /// Up to which number a feed that an office has written counts; nil for all of it.
    package func limit(of feed: FeedID, by office: OfficePath) -> UInt64? {
        self.entries[feed.space]?.terms.limit(of: feed, by: office)
    }
}

extension Charters.Entry: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        self.terms.encode(to: &encoder)
        encoder.array(count: self.grants.count)
        for grant in self.grants {
            encoder.array(count: 2)
            grant.feed.encode(to: &encoder)
            encoder.array(count: grant.parties.count)
            for party in grant.parties { party.encode(to: &encoder) }
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.terms = try CharterTerms(from: &decoder)
        var grants: [Charters.Grant] = []
        try decoder.elements { element throws(CBORError) in
            let start = element.offset
            guard try element.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
            let feed = try FeedID(from: &element)
            var parties: [OfficePath] = []
            try element.elements { party throws(CBORError) in
                parties.append(try OfficePath(from: &party))
            }
            grants.append(Charters.Grant(feed: feed, parties: parties))
        }
        self.grants = grants
    }
}
