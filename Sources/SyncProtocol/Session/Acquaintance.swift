/// What both ends said when they greeted, and which of them leads the searches that follow.
struct Acquaintance: Sendable, Equatable {
    /// The digests of the hellos.
    private let ours: Digest256
    private let theirs: Digest256
    /// What the ends know of offices that have moved, by its digest.
    private let ourMoves: UInt64?
    private let theirMoves: UInt64?
    private let areOfOneOffice: Bool
    private let isLower: Bool
    /// Between two nodes of one office that greeted as equals: the one with the lesser digest since leads
    /// the next search. The other end goes by what it heard last, so whoever is asked gives way.
    private var isElected = false
    /// Which search on this link is under way or was the last one.
    private(set) var searchNumber: UInt64 = 0

    init(_ ends: SessionEnds, ours: Digest256, theirs hello: Hello) {
        self.ours = ours
        self.theirs = hello.scopeDigest
        self.ourMoves = ends.successions.digest(by: ends.suite)
        self.theirMoves = hello.successionsDigest
        self.areOfOneOffice = ends.areOfOneOffice
        self.isLower = ends.peer.contains(ends.office)
    }

    /// Both know the same of offices that have moved, so that the link goes by it.
    var goesByMoves: Bool { self.ourMoves == self.theirMoves }

    /// Both have the same, over one scope.
    var isEqual: Bool { self.goesByMoves && self.ours == self.theirs }

    /// Two nodes of one office that had and knew the same, so that the greeting gives neither the lead.
    var isTied: Bool { self.areOfOneOffice && self.isEqual }

    /// The lower office begins the search for what differs; between two nodes of one office the one
    /// with the lesser digest does.
    var isLeading: Bool {
        guard self.areOfOneOffice else { return self.isLower }
        guard !self.isTied else { return self.isElected }
        guard self.ours == self.theirs else { return self.ours < self.theirs }
        return self.ourMoves ?? 0 < self.theirMoves ?? 0
    }

    /// What makes the short digests of the searches different on each link: the leading end's digest first.
    var salt: [Digest256] {
        self.isLeading ? [self.ours, self.theirs] : [self.theirs, self.ours]
    }

    /// The ends have come to differ.
    mutating func elect(ours: Digest256, theirs: Digest256) { self.isElected = ours < theirs }

    mutating func giveWay() { self.isElected = false }

    mutating func beginNextSearch() { self.searchNumber += 1 }
}
