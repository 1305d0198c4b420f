/// How far a reader has the feeds on its disk that an office sends up: the body of a confirmation.
package struct ConfirmationNote: Hashable, Sendable {
    /// Whose reports and receipts.
    package let owner: OfficePath
    /// The reader: the office above the owner at this depth.
    package let readerDepth: UInt64
    /// UTC milliseconds by the reader's clock.
    package let at: Int64
    /// Of feeds of the owner's spaces that go up, ascending. At most ``NoteLimits/positionsMax``.
    package let positions: [FeedPosition]

    /// Nil unless the reader stands above the owner and all positions are of such spaces.
    package init?(
        owner: OfficePath,
        reader: OfficePath,
        at: Int64,
        positions: [FeedPosition]
    ) {
        guard reader.contains(owner), reader != owner,
            positions.count <= NoteLimits.positionsMax,
            positions.allSatisfy({ Self.isCovered($0.feed.space) && $0.feed.space.owner == owner })
        else { return nil }
        self.owner = owner
        self.readerDepth = UInt64(reader.depth)
        self.at = at
        self.positions = positions.sorted { $0.feed < $1.feed }
    }

    /// Whether confirmations are signed for what is written in a space.
    package static func isCovered(_ space: SpaceID) -> Bool {
        space.kind == .reports || space.kind == .receipts
    }

    package var reader: OfficePath {
        OfficePath(Array(self.owner.ids.prefix(Int(self.readerDepth)))) ?? self.owner
    }
}

extension ConfirmationNote {
    /// The first position that names another change than the one that is on disk here under its
    /// number: such a confirmation is false, whoever signed it. What is not here cannot be judged.
    ///
    /// - Parameter digest: of the change of a feed under a number, if it is here.
    package func contradiction<Failure: Error>(
        steps: VerificationSteps = .all,
        digest: (FeedPosition) throws(Failure) -> Digest256?
    ) throws(Failure) -> FeedPosition? {
        for position in self.positions {
            guard let ours = try digest(position) else { continue }
            if !steps.pass(.noteContent, ours == position.head.digest) { return position }
        }
        return nil
    }

    /// The positions up to which the owner counts its changes as saved at the reader. A claim beyond
    /// what is on disk here says nothing: another change may yet get that number.
    ///
    /// - Parameter end: the last number of a feed on disk, if it is here.
    package func believed(
        steps: VerificationSteps = .all,
        end: (FeedID) -> UInt64?
    ) -> [FeedPosition] {
        self.positions.filter { position in
            guard let end = end(position.feed) else { return false }
            return steps.pass(.noteReach, position.head.number <= end)
        }
    }
}

extension ConfirmationNote: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 4)
        self.owner.encode(to: &encoder)
        encoder.unsigned(self.readerDepth)
        encoder.integer(self.at)
        encoder.array(count: self.positions.count)
        for position in self.positions {
            // The owner is known: only what tells its feeds apart travels.
            encoder.array(count: position.feed.branch == nil ? 4 : 6)
            encoder.unsigned(UInt64(position.feed.space.kind.rawValue))
            position.feed.author.encode(to: &encoder)
            encoder.unsigned(position.feed.incarnation)
            if let branch = position.feed.branch {
                encoder.unsigned(branch.number)
                branch.change.encode(to: &encoder)
            }
            position.head.encode(to: &encoder)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 4 else { throw CBORError(.unexpectedType, at: start) }
        let owner = try OfficePath(from: &decoder)
        self.owner = owner
        self.readerDepth = try decoder.unsigned(max: UInt64(OfficePath.depthMax))
        guard self.readerDepth >= 1, Int(self.readerDepth) < owner.depth else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self.at = try decoder.integer()
        var positions: [FeedPosition] = []
        try decoder.elements(max: NoteLimits.positionsMax) { element throws(CBORError) in
            let start = element.offset
            let count = try element.array(max: 6)
            guard count == 4 || count == 6 else { throw CBORError(.unexpectedType, at: start) }
            let number = UInt8(try element.unsigned(max: UInt64(UInt8.max)))
            guard let kind = SpaceKind(rawValue: number) else {
                throw CBORError(.valueOutOfRange, at: start)
            }
            let feed = FeedID(
                space: SpaceID(kind, of: owner),
                author: try AuthorID(from: &element),
                incarnation: try element.unsigned(),
                branch: count == 4 ? nil : try Self.branch(from: &element)
            )
            guard Self.isCovered(feed.space), positions.last.map({ $0.feed < feed }) ?? true else {
                throw CBORError(.valueOutOfRange, at: start)
            }
            positions.append(FeedPosition(feed: feed, head: try FeedHead(from: &element)))
        }
        self.positions = positions
    }

    private static func branch(from decoder: inout CBORDecoder) throws(CBORError) -> FeedBranch {
        let start = decoder.offset
        let number = try decoder.unsigned(max: UInt64(Int64.max))
        guard number > 0 else { throw CBORError(.valueOutOfRange, at: start) }
        return FeedBranch(number: number, change: try ChangeID(from: &decoder))
    }
}
