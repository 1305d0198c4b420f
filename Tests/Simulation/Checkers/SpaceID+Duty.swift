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
        !self.isDead && feed.space.isDuty(of: self.path, knowing: self.store.durable)
    }
}

extension SpaceID {
    /// Whether an office must have the space in the end.
    ///
    /// What an office had signed for before it moved is known to its old parent alone, with which it has
    /// no link any more: if its own disk loses that, the old parent keeps it, as it keeps all it had. What it had in its
    /// house there it alone had.
    ///
    /// - Parameter disk: what the office goes by.
    func isDuty(of office: OfficePath, knowing disk: StoreImage) -> Bool {
        !self.isLeftBehind(knowing: disk.successions)
            && self.isMeant(for: office, disk.successions, disk.charters)
    }

    /// Whether an office may have the space.
    func isMeant(
        for office: OfficePath,
        _ successions: Successions,
        _ charters: Charters
    ) -> Bool {
        LinkScope(office: office, peer: office, successions: successions, charters: charters)
            .carries(self)
    }

    /// Whether nobody but an office that has moved away must have what is in the space.
    func isLeftBehind(knowing known: Successions) -> Bool {
        [.receipts, .house].contains(self.kind) && known.isLeft(self.owner)
    }
}
