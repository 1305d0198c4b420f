private import OrderedCollections

/// What is known here of offices that have moved, and what becomes of links when they do.
struct ReorganisationDesk: Sendable, Equatable {
    private(set) var successions: Successions
    private var watch = ReorganisationWatch()

    init(_ successions: Successions) {
        self.successions = successions
    }

    /// Other things are known now. Links go on for a while by what they began with, as they do anyway until the
    /// other end has heard it, too.
    mutating func learn(_ successions: Successions, in book: inout LinkBook, at now: Int64) {
        self.successions = successions
        var isAnyOutdated = false
        book.modifyAll { session, _ in
            let ends = session.ends
            session.isOutdated =
                ends.successions != successions.between(ends.office, and: ends.peer)
            isAnyOutdated = isAnyOutdated || session.isOutdated
        }
        if isAnyOutdated { self.watch.hear(at: now) }
    }

    /// The links that go by other successions and begin anew now: with those, what they carry has changed.
    mutating func due(in book: LinkBook, at now: Int64) -> [LinkID] {
        self.watch.isDue(at: now) ? book.links(where: \.isOutdated) : []
    }
}
