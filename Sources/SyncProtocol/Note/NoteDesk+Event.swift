extension NoteDesk {
    /// All that can happen to an office's notes.
    package enum Event: Hashable, Sendable {
        case linkOpened(LinkID, peer: OfficePath)
        case linkClosed(LinkID)
        /// A note has come, see ``Relay/Action/take(_:_:)``.
        case received(LinkID, Note)
        /// A note has been checked, as ``Action/check(_:_:from:)`` asked.
        case checked(LinkID, Note, NoteVerification)
        /// The answer to ``Action/keep(_:from:over:)``; no verdicts when the disk did not take them.
        case kept([VerifiedNote], [NoteVerdict]?, over: LinkID)
        /// The answer to ``Action/sign(_:withChain:)``.
        case confirmationsKept(of: [OfficePath], isOnDisk: Bool)
        /// A fold of ours is on disk.
        case foldsKept
        /// The answer to ``Action/read(_:_:limit:)``, whatever is found.
        case found(LinkID, [Note])
        /// The answer to ``Action/settle(_:_:with:)``.
        case remembered(LinkID)
        /// The answer to ``Action/forget(_:_:_:)``.
        case forgotten(LinkID)
        /// The answer to ``Action/state(_:number:)``.
        case stated(LinkID, StatementNote)
        /// The answer to ``Action/look(unconfirmedBy:)``; nil when the store could not be read.
        case looked([UnconfirmedFeed]?)
        /// The other end has a note of ours, see ``Relay/Notice/noteSettled(_:_:)``.
        case settled(LinkID, NoteID)
        /// See ``Relay/Notice/statementDue(_:)``.
        case statementDue(LinkID)
        /// See ``Relay/Notice/statementStale(_:silentMilliseconds:)``.
        case statementStale(LinkID, silentMilliseconds: Int64)
        /// The store has made something durable.
        case committed(CommitReport)
        /// About a second has passed. Names the links past the search for what differs, and those whose
        /// ends have the same.
        case tick(streaming: [LinkID], inStep: [LinkID])
    }
}
