/// Which spaces a link carries: those that both ends must have.
package struct LinkScope: Hashable, Sendable {
    package let office: OfficePath
    package let peer: OfficePath
    /// What both ends know of offices that have moved. While they know different things, nothing: then
    /// paths alone decide, and the rosters that travel by path make both know the same.
    package let successions: Successions

    package init(office: OfficePath, peer: OfficePath, successions: Successions = .none) {
        self.office = office
        self.peer = peer
        self.successions = successions
    }

    package func carries(_ space: SpaceID) -> Bool {
        space.isCarried(between: self.office, and: self.peer, self.successions)
    }
}
