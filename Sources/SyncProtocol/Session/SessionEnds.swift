/// Who speaks with whom over a link, from its opening to its end.
struct SessionEnds: Sendable, Equatable {
    let link: LinkID
    let peer: OfficePath
    let office: OfficePath
    /// Who writes and has written on this node.
    let own: OwnAuthors
    /// What we knew when we greeted of offices that have moved, as far as the link goes by it.
    let successions: Successions
    /// By which both ends hash what they compare.
    let suite: SignatureSuite

    init(
        link: LinkID,
        peer: OfficePath,
        office: OfficePath,
        own: OwnAuthors,
        successions: Successions,
        suite: SignatureSuite
    ) {
        self.link = link
        self.peer = peer
        self.office = office
        self.own = own
        self.suite = suite
        self.successions = successions.between(office, and: peer)
    }

    /// Both ends are nodes of one office.
    var areOfOneOffice: Bool { self.peer == self.office }

    /// What the link carries while both ends know the same of offices that have moved.
    var scope: LinkScope {
        LinkScope(office: self.office, peer: self.peer, successions: self.successions)
    }

    /// What it carries while they do not: paths alone decide.
    var scopeByPaths: LinkScope { LinkScope(office: self.office, peer: self.peer) }
}
