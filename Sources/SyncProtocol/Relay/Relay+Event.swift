extension Relay {
    /// All that can happen to an office's relay.
    package enum Event: Hashable, Sendable {
        /// A link to a neighbour stands, and the carrier vouches for who it is.
        case linkOpened(LinkID, peer: OfficePath)
        case frameReceived(LinkID, [UInt8])
        case linkClosed(LinkID)
        /// The store has made something durable.
        case committed(CommitReport)
        /// The store has read what a link asked for.
        case read(LinkID, [CommitReport.Committed])
        /// What lies on our disk of these changes is not what was written. Told before ``read(_:_:)``.
        case damaged([ChangePlace])
        /// Compare with the other end now, and let both sign the result if it is equality.
        case compare(LinkID)
        /// A claim has been signed, as ``Action/certify(_:_:)`` asked.
        case certified(LinkID, EqualityStatement)
        /// What stands below a lane waits until this is said again with a lower one.
        case restrict(LinkID, to: Lane)
        /// What this node writes goes into other feeds from now on.
        case incarnationOpened(UInt64)
        /// The store knows other things than before of offices that have moved.
        case reorganised(Successions)
        /// The driver has something to say to the other end.
        case note(LinkID, NoteMessage)
        /// A statement of the other end has been checked and is good.
        case statementHeard(LinkID)
        case content(ContentEvent)
        /// Time has passed.
        case tick
    }
}
