/// Whose word counts in the records of a kind.
///
/// A space says who may write in it; in reports the offices above the owner may, too: reviews have kinds of their own.
/// What they write under a kind that is the owner's is kept and passed on like everything else, and counts for nothing.
package enum RecordAuthority: Sendable, Hashable {
    /// The owner's of the space alone.
    case owner
    /// Everybody's who may write in the space.
    case writers
}
