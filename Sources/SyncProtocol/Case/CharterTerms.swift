internal import OrderedCollections

/// Who takes part in a case, and how far what others wrote who did still counts.
///
/// Terms only add up: the merge of a set of them is the same in every order.
package struct CharterTerms: Hashable, Sendable {
    /// So many offices are parties of a case at most.
    package static let partiesMax = 256
    /// Of so many feeds of an office it is said where they end.
    package static let endsMax = 1_024

    /// Whether a charter may say so much.
    var isBounded: Bool {
        self.parties.count <= Self.partiesMax && self.removals.count <= Self.partiesMax + 1
            && self.removals.allSatisfy { $0.ends.count <= Self.endsMax }
    }

    /// Up to where a feed of a party that was taken off counts.
    package struct End: Hashable, Comparable, Sendable {
        package let author: AuthorID
        package let incarnation: UInt64
        /// The number of the last change that counts.
        package let number: UInt64

        package init(author: AuthorID, incarnation: UInt64, number: UInt64) {
            self.author = author
            self.incarnation = incarnation
            self.number = number
        }

        fileprivate func isOfFeed(of other: End) -> Bool {
            (self.author, self.incarnation) == (other.author, other.incarnation)
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.author, left.incarnation, left.number)
                < (right.author, right.incarnation, right.number)
        }
    }

    /// An office that takes part no longer.
    package struct Removal: Hashable, Sendable {
        package let office: OfficePath
        /// Of its feeds, ascending, each once. What is not named counts from nowhere.
        package let ends: [End]

        package init(_ office: OfficePath, ends: [End]) {
            self.office = office
            self.ends = ends.sorted()
        }
    }

    /// All that ever were parties, ascending. The owner is none.
    package let parties: [OfficePath]
    /// Those of them, and the owner once the case is closed, that write no more; ascending.
    package let removals: [Removal]

    package static let nothing = CharterTerms(parties: [])

    /// - Parameters:
    ///   - parties: in any order.
    ///   - removals: in any order, each office once.
    package init(parties: some Sequence<OfficePath>, removals: [Removal] = []) {
        self.parties = OrderedSet(parties).sorted()
        self.removals = removals.sorted { $0.office < $1.office }
    }

    /// Whether an office was a party and was not taken off, as far as these terms say.
    package func admits(_ office: OfficePath) -> Bool {
        self.parties.contains(office) && self.removal(of: office) == nil
    }

    /// Up to which number a feed that an office has written counts; nil for all of it.
    package func limit(of feed: FeedID, by office: OfficePath) -> UInt64? {
        self.removal(of: office).map { removal in
            removal.ends.first { ($0.author, $0.incarnation) == (feed.author, feed.incarnation) }?
                .number ?? 0
        }
    }

    private func removal(of office: OfficePath) -> Removal? {
        self.removals.first { $0.office == office }
    }

    /// What both say together: parties are added up, and of two ends of a feed the earlier one counts.
    package func merged(with other: CharterTerms) -> CharterTerms {
        var removals = self.removals
        for removal in other.removals {
            guard let place = removals.firstIndex(where: { $0.office == removal.office }) else {
                removals.append(removal)
                continue
            }
            // A feed that one of them does not name counts from nowhere.
            let ends = removals[place].ends.compactMap { end in
                removal.ends.first { $0.isOfFeed(of: end) }.map { min(end, $0) }
            }
            removals[place] = Removal(removal.office, ends: ends)
        }
        return CharterTerms(parties: self.parties + other.parties, removals: removals)
    }
}

extension CharterTerms: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.array(count: self.parties.count)
        for party in self.parties { party.encode(to: &encoder) }
        encoder.array(count: self.removals.count)
        for removal in self.removals { removal.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        var parties: [OfficePath] = []
        try decoder.elements { element throws(CBORError) in
            parties.append(try OfficePath(from: &element))
        }
        var removals: [Removal] = []
        try decoder.elements { element throws(CBORError) in
            removals.append(try Removal(from: &element))
        }
        guard zip(parties, parties.dropFirst()).allSatisfy(<),
            zip(removals, removals.dropFirst()).allSatisfy({ $0.office < $1.office })
        else {
            throw CBORError(.setNotAscending, at: start)
        }
        self.parties = parties
        self.removals = removals
    }
}

extension CharterTerms.Removal: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        self.office.encode(to: &encoder)
        encoder.array(count: self.ends.count)
        for end in self.ends { end.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.office = try OfficePath(from: &decoder)
        var ends: [CharterTerms.End] = []
        try decoder.elements { element throws(CBORError) in
            ends.append(try CharterTerms.End(from: &element))
        }
        let isRising = zip(ends, ends.dropFirst()).allSatisfy {
            ($0.author, $0.incarnation) < ($1.author, $1.incarnation)
        }
        guard isRising else { throw CBORError(.setNotAscending, at: start) }
        self.ends = ends
    }
}

extension CharterTerms.End: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        self.author.encode(to: &encoder)
        encoder.unsigned(self.incarnation)
        encoder.unsigned(self.number)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        self.author = try AuthorID(from: &decoder)
        self.incarnation = try decoder.unsigned()
        self.number = try decoder.unsigned(max: UInt64(Int64.max))
    }
}
