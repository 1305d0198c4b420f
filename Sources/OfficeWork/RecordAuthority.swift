package import SyncProtocol

/// Whose word counts in the records of a kind.
///
/// A space says who may write in it; in reports the offices above the owner may, too: reviews have kinds of their own.
/// What they write under a kind that is the owner's is kept and passed on like everything else, and counts for nothing.
package enum RecordAuthority: Sendable, Hashable {
    /// The owner's of the space alone.
    case owner
    /// Everybody's who may write in the space.
    case writers

    /// - Parameter kind: any number, known or not.
    package init(ofKind kind: UInt16) {
        self = RecordKind(rawValue: kind)?.authority ?? .writers
    }

    /// Whether what an office writes in a record of a kind counts: a pure function of signed data.
    ///
    /// - Parameter author: the office for which the author writes in the feed, as its opening says.
    package static func admits(
        _ author: OfficePath,
        to kind: UInt16,
        in space: SpaceID
    ) -> Bool {
        // In a space that only later versions know, a familiar number may mean something else.
        author == space.owner || !space.kind.isKnown || Self(ofKind: kind) == .writers
    }
}

extension RecordKind {
    /// Whose word counts in records of the kind.
    package var authority: RecordAuthority {
        switch self {
        case .office, .succession, .versionFloor, .directive, .receipt, .reply, .report, .figures:
            .owner
        }
    }
}
