internal import SyncProtocol

extension [SimulatedOffice] {
    /// Whether somebody has a change of whom others can get it.
    func canPassOn(_ position: FeedPosition) -> Bool {
        self.contains {
            $0.canPassOn(position.feed) && $0.store.durable.holds(position)
        }
    }
}

extension SimulatedOffice {
    /// Whether a link of the office carries a feed, so that others can have it from there.
    func canPassOn(_ feed: FeedID) -> Bool {
        !self.isDead && feed.space.isDuty(of: self.path, knowing: self.store.durable.successions)
    }
}

extension SpaceID {
    /// Whether an office must have the space in the end.
    ///
    /// What an office had signed for before it moved is known to its old parent alone, with which it has
    /// no link any more: if its own disk loses that, the old parent keeps it, as it keeps all it had.
    ///
    /// - Parameter known: what the office goes by.
    func isDuty(of office: OfficePath, knowing known: Successions) -> Bool {
        guard self.kind != .receipts || !known.isLeft(self.owner) else { return false }
        return self.isAudience(office, known)
    }
}
