extension Relay {
    /// All that a relay wants done. The driver carries the actions out in order.
    package enum Action: Hashable, Sendable {
        case send(LinkID, [UInt8])
        case close(LinkID, LinkEnd)
        /// Check these changes, each by itself, then hand them to the store. A batch comes in pieces, each of
        /// one ``Flow``, and the pieces of different flows may be stored in any order.
        case ingest(BatchID, LinkScope, [SignedChange])
        /// Answer with ``Event/read(_:_:)``, whatever is found.
        case read(LinkID, [ReadRequest], byteCountMax: Int)
        /// Sign this claim of equality, and answer with ``Event/certified(_:_:)``.
        case certify(LinkID, EqualityClaim)
        /// The other end has signed that both have the same. Check its signature, and keep it.
        case keep(LinkID, EqualityStatement)
        case content(ContentAction)
        case notify(Notice)
        /// Check this note and keep it; answer with ``NoteMessage/settled(_:)`` once that is done.
        case take(LinkID, Note)
    }

    /// Why a relay ends a link.
    package enum LinkEnd: Hashable, Sendable {
        case malformedFrame(String)
        case noCommonVersion
        case wrongTree
        case notWhoItSeemed
        case outOfTurn(String)
        case helloTimeout
        case reconcileTimeout
        case acknowledgementTimeout
        case silence
        case creditExceeded
        /// More is known of offices that have moved, so the link carries something else now.
        case reorganised
        case farewell(String)
    }

    /// What people and the store should know.
    package enum Notice: Hashable, Sendable {
        /// The other end has greeted, and which of its processes it is.
        case greeted(LinkID, process: UInt64)
        /// Both ends have the same, as far as the link carries it.
        case inSync(LinkID)
        /// Something new has come over the link to the disk of one of its ends. Said once for each link.
        case moved(LinkID)
        /// The other end keeps a change in quarantine.
        case refusedByPeer(LinkID, FeedID, number: UInt64, reason: String)
        /// A neighbour claims to have more of our own feed than we do, or another branch of it: our
        /// past was lost (design, D7). Said once in ``RelayLimits/claimMillisecondsMin``; when the
        /// changes themselves come, the store sees to it whatever was claimed.
        case ownFeedAhead(LinkID, FeedID, theirs: FeedHead)
        /// Changes of our own in one space are damaged on our disk, and no neighbour that is linked has them: the first
        /// of each strand. Said again as long as it stays so.
        case ownChangesLost([ChangePlace])
        /// The other end has a note of ours on its disk.
        case noteSettled(LinkID, NoteID)
        /// The other end should be told how we are.
        case statementDue(LinkID)
        /// The link is up, but the other end has not said how it is for longer than that is valid.
        case statementStale(LinkID, silentMilliseconds: Int64)
    }
}
