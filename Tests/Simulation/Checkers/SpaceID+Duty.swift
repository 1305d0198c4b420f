internal import SyncProtocol

extension [SimulatedOffice] {
    /// Whether some know of an office that moved what others hold: the word came from a clock that is
    /// years ahead.
    var holdAWord: Bool {
        let words = self.flatMap { $0.store.durable.successions.declared }
        return words.contains { word in
            self.contains {
                $0.path.isInLine(with: word.declaredBy)
                    && !$0.store.durable.successions.declared.contains(word)
            }
        }
    }

    /// Whether somebody has a change of whom others can get it.
    func canPassOn(_ position: FeedPosition) -> Bool {
        let isHeld = self.holdAWord
        return self.contains {
            $0.canPassOn(position.feed, isHeld: isHeld) && $0.store.durable.holds(position)
        }
    }
}

extension SimulatedOffice {
    /// What the office's links go by that is known of others that moved: while somebody holds a word,
    /// by the paths alone.
    func successions(isHeld: Bool) -> Successions {
        isHeld ? .none : self.store.durable.successions
    }

    /// Whether a link of the office carries a feed, so that others can have it from there.
    func canPassOn(_ feed: FeedID, isHeld: Bool) -> Bool {
        feed.space.isDuty(of: self.path, knowing: self.successions(isHeld: isHeld))
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
