/// Which spaces a link carries: those that both ends must have.
package struct LinkScope: Hashable, Sendable {
    package let office: OfficePath
    package let peer: OfficePath
    /// What both ends know of offices that have moved. While they know different things, nothing: then
    /// paths alone decide, and the rosters that travel by path make both know the same.
    package let successions: Successions
    /// What this end knows of the charters of cases. The other end may know more, or less, for as long as it takes a
    /// charter to arrive.
    package let charters: Charters

    package init(
        office: OfficePath,
        peer: OfficePath,
        successions: Successions = .none,
        charters: Charters = .none
    ) {
        self.office = office
        self.peer = peer
        self.successions = successions
        self.charters = charters
    }

    /// The same with what is known of charters now.
    func knowing(_ charters: Charters) -> LinkScope {
        LinkScope(
            office: self.office,
            peer: self.peer,
            successions: self.successions,
            charters: charters
        )
    }

    /// - Parameter charter: what an opening says for itself.
    package func carries(_ space: SpaceID, by charter: Charter? = nil) -> Bool {
        guard space.kind == .case else {
            return space.isCarried(between: self.office, and: self.peer, self.successions)
        }
        let parties =
            [space.owner] + (self.charters[space]?.terms.parties ?? [])
            + (charter?.terms.parties ?? [])
        return self.isMeant(for: self.office, parties) && self.isMeant(for: self.peer, parties)
    }

    /// Whether an office is one of others, or stands above one.
    func isMeant(for office: OfficePath, _ others: [OfficePath]) -> Bool {
        others.contains { other in
            office.contains(other)
                || self.successions.successors(of: other).contains { office.contains($0) }
        }
    }
}
