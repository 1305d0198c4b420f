internal import SyncProtocol

extension SimulatedOffice {
    /// Whether a link of this office carries a feed, so that others can have it from here.
    func canPassOn(_ feed: FeedID) -> Bool {
        feed.space.isDuty(of: self.path, knowing: self.store.durable.successions)
    }
}

extension SpaceID {
    /// Whether an office must have the space in the end.
    ///
    /// What an office had signed for before it moved is known to its old parent alone, with which it has
    /// no link any more: if its own disk loses that, the old parent keeps it, as it keeps all it had.
    ///
    /// - Parameter known: what the office itself knows of offices that moved: a word from a clock that
    ///   is years ahead is held, and has no effect there yet.
    func isDuty(of office: OfficePath, knowing known: Successions) -> Bool {
        guard self.kind != .receipts || !known.isLeft(self.owner) else { return false }
        return self.isAudience(office, known)
    }
}
