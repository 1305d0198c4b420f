private import OrderedCollections

/// Gathers what one user writes in one space until it is signed as one change.
///
/// An operation cannot supersede one of its own change, whose id is not known yet; so a record
/// enters a draft once, and a second write to it opens the next change.
package struct ChangeDraft: Sendable {
    package let space: SpaceID
    package let user: String?
    package let act: ActID?
    package private(set) var edits: [RecordEdit] = []
    private var records = OrderedSet<RecordID>()
    private var byteCount = 0

    package init(space: SpaceID, user: String?, act: ActID? = nil) {
        self.space = space
        self.user = user
        self.act = act
    }

    package var isEmpty: Bool { self.edits.isEmpty }

    /// Whether a write to the record still belongs into this change.
    package func hasRoom(for record: RecordID) -> Bool {
        self.byteCount < ChangeLimits.payloadByteCountTarget
            && self.edits.count < ChangeLimits.recordsMax && !self.records.contains(record)
    }

    /// Adds the operations that carry out an intent. Ask ``hasRoom(for:)`` first.
    ///
    /// - Parameter state: the record as it is known here.
    package mutating func add(
        _ intent: RecordIntent,
        to state: RecordState,
        by author: AuthorID,
        incarnation: UInt64
    ) {
        let fields = intent.fields.map {
            RecordEdit.Field(
                $0.number,
                state.operation(for: $0, by: author, incarnation: incarnation)
            )
        }
        let edit = RecordEdit(record: intent.record, fields: fields)
        self.edits.append(edit)
        self.records.append(intent.record)
        self.byteCount += edit.encodedByteCount
    }

    /// The change at the end of a feed.
    ///
    /// - Parameters:
    ///   - head: the feed's present end; nil opens the feed.
    ///   - chain: the author's credentials for the space, used by the opening.
    ///   - charter: by which it takes part in a case, used by the opening.
    package func change(
        feed: FeedID,
        after head: FeedHead?,
        stamp: Stamp,
        chain: CredentialChain,
        charter: Charter? = nil
    ) -> Change {
        Change(
            suite: chain.leaf.suite,
            tree: chain.leaf.tree,
            feed: feed,
            number: (head?.number ?? 0) + 1,
            previous: head.map { ChangeID(prefixOf: $0.digest) },
            stamp: stamp,
            user: self.user,
            opening: head == nil ? chain : nil,
            charter: head == nil ? charter : nil,
            act: self.act,
            payload: Change.payload(self.edits)
        )
    }
}
