package import SyncProtocol

/// What an office's roster says about an office that moved, was renamed, merged or split.
package struct SuccessionEntry: Hashable, Sendable {
    private static let keyByteCount = 16

    package let succession: Succession
    /// Nil when a later writer uses a word that is not known here.
    package let kind: SuccessionKind?
    package let reason: String?
    /// Since when the office has stood at the old path, and at which levels; ``OfficeListing/none`` when the writer did
    /// not know.
    package let listing: OfficeListing

    /// Nil when it makes no sense, or is about what its writer has no say over.
    ///
    /// - Parameters:
    ///   - roster: whose roster it stands in.
    ///   - suite: by which the tree hashes.
    package init?(
        key: [UInt8],
        state: RecordState,
        roster: OfficePath,
        suite: SignatureSuite,
        steps: VerificationSteps = .all
    ) {
        guard let from = state.text(SuccessionField.from).flatMap({ OfficePath(text: $0) }),
            key == Self.key(of: from, by: suite),
            case .list(let values)? = state.choice(SuccessionField.to.rawValue),
            values.count <= Succession.partsMax,
            let since = state.integer(SuccessionField.since)
        else { return nil }
        let to = values.compactMap { $0.text.flatMap { OfficePath(text: $0) } }
        guard to.count == values.count,
            let succession = Succession(
                from: from,
                to: to,
                declaredBy: roster,
                since: since,
                steps: steps
            )
        else { return nil }
        self.succession = succession
        self.kind = state.text(SuccessionField.kind).flatMap(SuccessionKind.init)
        self.reason = state.optionalText(SuccessionField.reason)
        self.listing =
            state.optionalText(SuccessionField.listing).map { OfficeListing(text: $0) } ?? .none
    }

    /// What writes all fields of the record about a path: of two that were written at once, the later
    /// one counts as a whole.
    static func intent(
        from: OfficePath,
        to: [OfficePath],
        kind: SuccessionKind,
        reason: String,
        declaredBy: OfficePath,
        since: Int64,
        listing: OfficeListing,
        suite: SignatureSuite
    ) -> RecordIntent {
        RecordIntent(
            space: SpaceID(.roster, of: declaredBy),
            record: RecordKind.succession.record(Self.key(of: from, by: suite)),
            fields: [
                .choose(SuccessionField.from, "\(from)"),
                .choose(SuccessionField.to, .list(to.map { .text("\($0)") })),
                .choose(SuccessionField.since, .integer(since)),
                .choose(SuccessionField.kind, kind.rawValue),
                .choose(SuccessionField.reason, reason),
                .choose(SuccessionField.listing, listing.text),
            ]
        )
    }

    /// The key of the one record about a path: the beginning of its hash, since a path may be longer
    /// than a key.
    package static func key(of path: OfficePath, by suite: SignatureSuite) -> [UInt8] {
        Array(suite.hash(path.encoded()).bytes.prefix(Self.keyByteCount))
    }
}
