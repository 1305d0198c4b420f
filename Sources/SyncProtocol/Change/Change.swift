/// The signed body of one entry of a feed (design, section 8).
package struct Change: Hashable, Sendable {
    package static let format: UInt64 = 1

    package let suite: SuiteNumber
    package let tree: TreeID
    package let feed: FeedID
    /// 1, 2, 3 … without holes.
    package let number: UInt64
    /// The change before this one; nil exactly for number 1.
    package let previous: ChangeID?
    package let stamp: Stamp
    /// The person who wrote it, as the office names its users; nil for what the node does by itself.
    package let user: String?
    /// The author's credentials: exactly in number 1, the opening.
    package let opening: CredentialChain?
    /// By which the author takes part in a case: exactly in the opening of a feed there.
    package let charter: Charter?
    /// Ties together the changes that one act of a person wrote in several spaces.
    package let act: ActID?
    /// The encoded edits. They are decoded only after the signature has been found good.
    package let payload: [UInt8]

    package init(
        suite: SuiteNumber,
        tree: TreeID,
        feed: FeedID,
        number: UInt64,
        previous: ChangeID?,
        stamp: Stamp,
        user: String?,
        opening: CredentialChain?,
        charter: Charter? = nil,
        act: ActID?,
        payload: [UInt8]
    ) {
        self.suite = suite
        self.tree = tree
        self.feed = feed
        self.number = number
        self.previous = previous
        self.stamp = stamp
        self.user = user
        self.opening = opening
        self.charter = charter
        self.act = act
        self.payload = payload
    }
}

extension Change: CBORCodable {
    private enum Key: UInt64 {
        case format = 1
        case suite = 2
        case tree = 3
        case space = 4
        case author = 5
        case incarnation = 6
        case number = 7
        case previous = 8
        case stamp = 9
        case user = 10
        case charter = 12
        case opening = 13
        case act = 14
        case payload = 15
    }

    package func encode(to encoder: inout CBOREncoder) {
        let optionalCount = [
            self.previous != nil, self.user != nil, self.charter != nil, self.opening != nil,
            self.act != nil,
        ]
        .count { $0 }
        encoder.map(count: 9 + optionalCount)
        Self.key(.format, &encoder) { $0.unsigned(Self.format) }
        Self.key(.suite, &encoder) { $0.unsigned(UInt64(self.suite.rawValue)) }
        Self.key(.tree, &encoder) { self.tree.encode(to: &$0) }
        Self.key(.space, &encoder) { self.feed.space.encode(to: &$0) }
        Self.key(.author, &encoder) { self.feed.author.encode(to: &$0) }
        Self.key(.incarnation, &encoder) { $0.unsigned(self.feed.incarnation) }
        Self.key(.number, &encoder) { $0.unsigned(self.number) }
        if let previous { Self.key(.previous, &encoder) { previous.encode(to: &$0) } }
        Self.key(.stamp, &encoder) { self.stamp.encode(to: &$0) }
        if let user { Self.key(.user, &encoder) { $0.text(user) } }
        if let charter { Self.key(.charter, &encoder) { charter.encode(to: &$0) } }
        if let opening { Self.key(.opening, &encoder) { opening.encode(to: &$0) } }
        if let act { Self.key(.act, &encoder) { act.encode(to: &$0) } }
        Self.key(.payload, &encoder) { $0.byteString(self.payload) }
    }

    private static func key(
        _ key: Key,
        _ encoder: inout CBOREncoder,
        _ value: (inout CBOREncoder) -> Void
    ) {
        encoder.unsigned(key.rawValue)
        value(&encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var parts = Parts()
        try decoder.fields { key, value throws(CBORError) in
            guard let key = Key(rawValue: key) else { return false }
            try parts.read(key, from: &value)
            return true
        }
        let feed = try parts.feed(at: start)
        self.init(
            suite: try parts.suite.required(at: start),
            tree: try parts.tree.required(at: start),
            feed: feed,
            number: try parts.number.required(at: start),
            previous: parts.previous,
            stamp: try parts.stamp.required(at: start),
            user: parts.user,
            opening: parts.opening,
            charter: parts.charter,
            act: parts.act,
            payload: try parts.payload.required(at: start)
        )
        guard parts.format != nil, (self.number == 1) == (self.previous == nil),
            (self.number == 1) == (self.opening != nil),
            (self.number == 1 && feed.space.kind == .case) == (self.charter != nil)
        else { throw CBORError(.missingKey, at: start) }
    }

    /// The feed that a body names, read without the rest: for whoever must know whose it may be before it
    /// is checked.
    static func feed(claimedBy decoder: inout CBORDecoder) throws(CBORError) -> FeedID {
        let start = decoder.offset
        var parts = Parts()
        try decoder.fields { key, value throws(CBORError) in
            guard let key = Key(rawValue: key), [.space, .author, .incarnation].contains(key) else {
                return false
            }
            try parts.read(key, from: &value)
            return true
        }
        return try parts.feed(at: start)
    }

    /// The values found so far while a body is read.
    private struct Parts {
        var format: UInt64?
        var suite: SuiteNumber?
        var tree: TreeID?
        var space: SpaceID?
        var author: AuthorID?
        var incarnation: UInt64?
        var number: UInt64?
        var previous: ChangeID?
        var stamp: Stamp?
        var user: String?
        var opening: CredentialChain?
        var charter: Charter?
        var act: ActID?
        var payload: [UInt8]?

        func feed(at start: Int) throws(CBORError) -> FeedID {
            FeedID(
                space: try self.space.required(at: start),
                author: try self.author.required(at: start),
                incarnation: try self.incarnation.required(at: start)
            )
        }

        mutating func read(_ key: Key, from decoder: inout CBORDecoder) throws(CBORError) {
            let start = decoder.offset
            switch key {
            case .format:
                self.format = try decoder.unsigned()
                guard self.format == Change.format else {
                    throw CBORError(.valueOutOfRange, at: start)
                }
            case .suite:
                self.suite = SuiteNumber(rawValue: UInt8(try decoder.unsigned(max: 255)))
                guard self.suite != nil else { throw CBORError(.valueOutOfRange, at: start) }
            case .tree: self.tree = try TreeID(from: &decoder)
            case .space: self.space = try SpaceID(from: &decoder)
            case .author: self.author = try AuthorID(from: &decoder)
            case .incarnation: self.incarnation = try decoder.unsigned()
            case .number:
                self.number = try decoder.unsigned(max: UInt64(Int64.max))
                guard self.number != 0 else { throw CBORError(.valueOutOfRange, at: start) }
            case .previous: self.previous = try ChangeID(from: &decoder)
            case .stamp: self.stamp = try Stamp(from: &decoder)
            case .user: self.user = try decoder.text(max: ChangeLimits.userByteCountMax)
            case .charter: self.charter = try Charter(from: &decoder)
            case .opening: self.opening = try CredentialChain(from: &decoder)
            case .act: self.act = try ActID(from: &decoder)
            case .payload: self.payload = try decoder.byteString(max: ChangeLimits.bodyByteCountMax)
            }
        }
    }
}

extension Change {
    /// The payload that carries out the edits.
    package static func payload(_ edits: [RecordEdit]) -> [UInt8] {
        var encoder = CBOREncoder(reservingCapacity: 256)
        encoder.array(count: edits.count)
        for edit in edits { edit.encode(to: &encoder) }
        return encoder.bytes
    }

    /// Decodes the payload. Call it only for changes whose signature is good.
    package func edits() throws(CBORError) -> [RecordEdit] {
        var decoder = CBORDecoder(self.payload)
        var edits: [RecordEdit] = []
        try decoder.elements(max: ChangeLimits.recordsMax) { element throws(CBORError) in
            edits.append(try RecordEdit(from: &element))
        }
        try decoder.finish()
        return edits
    }

    package func origin(id: ChangeID) -> OperationOrigin {
        OperationOrigin(
            change: id,
            stamp: self.stamp,
            author: self.feed.author,
            incarnation: self.feed.incarnation
        )
    }
}
