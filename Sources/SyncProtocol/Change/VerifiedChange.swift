/// A change whose signature, credentials, rights and payload have been found good.
///
/// Whether it fits at the end of its feed is a question of its own (see ``FeedJudgement``).
package struct VerifiedChange: Hashable, Sendable {
    package let signed: SignedChange
    package let change: Change
    package let digest: Digest256
    package let edits: [RecordEdit]

    package init(signed: SignedChange, change: Change, digest: Digest256, edits: [RecordEdit]) {
        self.signed = signed
        self.change = change
        self.digest = digest
        self.edits = edits
    }

    package var id: ChangeID { ChangeID(prefixOf: self.digest) }

    package var head: FeedHead { FeedHead(number: self.change.number, digest: self.digest) }

    /// The strand that begins with this change, if it is one of several that follow the same one.
    package var strand: FeedID { self.change.feed.strand(from: self.change.number, self.id) }
}
