/// What a transaction knows while it decides about an act: all that was committed, and what the acts
/// and batches before it in the same transaction have written.
package protocol ActImage {
    associatedtype Failure: Error

    /// Nil when there is no such record.
    func state(of reference: RecordReference) throws(Failure) -> RecordState?

    /// Another record of the same kind and space that has what is to be had once.
    func holder(
        of uniqueness: Uniqueness,
        beside reference: RecordReference
    ) throws(Failure)
        -> RecordID?

    /// Whether a node of the office's own is known, one that has joined or has written here.
    func hasNode(_ office: OfficePath) throws(Failure) -> Bool

    /// The first branch, from the office upwards, that has no place for it; nil when all have, or it takes one already.
    func fullBranch(for office: OfficePath) throws(Failure) -> FullBranch?

    /// The digest of all records of a space; nil when this transaction has changed some of them.
    func digest(of space: SpaceID) throws(Failure) -> SetDigest?
}
