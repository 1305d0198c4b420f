extension NoteDesk {
    /// All that a desk of notes wants done. The driver carries the actions out in order.
    package enum Action: Hashable, Sendable {
        /// Check a neighbour's note; answer with ``Event/checked(_:_:_:)``.
        case check(LinkID, Note, from: OfficePath)
        /// Make these durable, and answer with ``Event/kept(_:_:over:)``.
        case keep([VerifiedNote], from: OfficePath, over: LinkID)
        case quarantine(Note, RefusalReason, detail: String, from: OfficePath)
        /// Put a false confirmation into quarantine and tell people about it.
        case accuse(VerifiedNote, FeedPosition, from: OfficePath)
        /// Hand to the relay, see ``Relay/Event/note(_:_:)``.
        case say(LinkID, NoteMessage)
        /// Tell the relay, see ``Relay/Event/statementHeard(_:)``.
        case heardStatement(LinkID)
        /// Read what a neighbour should have and is not known to have; answer with
        /// ``Event/found(_:_:)``.
        case read(LinkID, OfficePath, limit: Int)
        /// Remember that a neighbour has these on its disk; answer with ``Event/remembered(_:)``,
        /// whatever became of it.
        case settle(LinkID, [NoteID], with: OfficePath)
        /// Remember no more which notes of a kind a neighbour has: of those kept here since a time, UTC
        /// milliseconds, or of all; answer with ``Event/forgotten(_:)``.
        case forget(LinkID, NoteKind, OfficePath, since: Int64?)
        /// Sign these, if asked with our credentials, and make them durable; answer with
        /// ``Event/confirmationsKept(of:isOnDisk:)``.
        case sign([ConfirmationNote], withChain: Bool)
        /// Find out how this node is; answer with ``Event/stated(_:_:)``.
        case state(LinkID, number: UInt64)
        /// Sign this and hand it to the relay.
        case utter(LinkID, VerifiedNote.Content, withChain: Bool)
        /// Read which of our reports a reader has not confirmed; answer with ``Event/looked(_:)``.
        case look(unconfirmedBy: OfficePath)
        case notify(Notice)
    }

    /// What people and the offices' work should know.
    package enum Notice: Hashable, Sendable {
        /// A neighbour's fold is on disk.
        case folded(FoldHeader)
        /// A neighbour has not said how it is for so long, though it is linked.
        case statementMissing(OfficePath, silentMilliseconds: Int64)
        /// A neighbour says that it has not heard us for so long.
        case statementMissedBy(OfficePath, silentMilliseconds: Int64)
        /// Headquarters has not confirmed what we reported.
        case unconfirmed(UnconfirmedFeed, by: OfficePath)
    }
}
