import OrderedCollections

/// The files that an office fetches from its neighbours, over all its links.
struct ContentDesk: Sendable, Equatable {
    private let suite: SignatureSuite
    private(set) var fetches: OrderedDictionary<ContentID, ContentFetch> = [:]
    var links: OrderedDictionary<LinkID, ContentLink> = [:]
    private var shares = ShareTree<ContentID>()

    init(suite: SignatureSuite) {
        self.suite = suite
    }

    mutating func opened(_ link: LinkID, to peer: OfficePath) {
        self.links[link] = ContentLink(peer: peer)
    }

    /// What was asked for over the link is asked for elsewhere, or when it opens again.
    mutating func closed(_ link: LinkID) {
        self.links.removeValue(forKey: link)
        for place in self.fetches.values.indices { self.fetches.values[place].release(link) }
    }

    // MARK: Orders

    /// Begins to fetch a file. A second order for it only says whether somebody waits.
    ///
    /// - Returns: what is complete already, or finds no room.
    mutating func begin(_ order: ContentOrder, at now: Int64) -> [Relay.ContentAction] {
        if self.fetches[order.content] != nil {
            if order.isAwaited { self.fetches[order.content]?.isAwaited = true }
            return []
        }
        guard self.fetches.count < ContentLimits.fetchesMax else {
            return [.ended(order.content, .noRoom)]
        }
        let fetch = ContentFetch(order, at: now)
        guard !fetch.isComplete else { return [.ended(order.content, .complete)] }
        self.fetches[order.content] = fetch
        self.shares.insert(order.content, at: order.owner)
        return []
    }

    mutating func abandon(_ content: ContentID) {
        self.fetches.removeValue(forKey: content)
        self.shares.remove(content)
        for place in self.links.values.indices { self.links.values[place].forget(content) }
    }

    // MARK: Asking

    /// What to ask for over a link now: what somebody waits for first, then what was not found missing yet,
    /// and of each of both what the other end is likely to have; else by shares.
    mutating func nextWants(over link: LinkID, at now: Int64) -> [ContentPlace] {
        guard !self.fetches.isEmpty, var state = self.links[link] else { return [] }
        if state.isOverdue(at: now) {
            state.giveUp(at: now)
            for place in self.fetches.values.indices { self.fetches.values[place].release(link) }
        }
        var result: [ContentPlace] = []
        var keeping = self.fetches.values.reduce(0) { $0 + $1.keepingCount }
        for content in self.inOrder(for: state.peer) {
            guard state.hasRoom, keeping < ContentLimits.keepingMax else { break }
            guard state.mayBeAsked(for: content, at: now) else { continue }
            while state.hasRoom, keeping < ContentLimits.keepingMax,
                let next = self.fetches[content]?.next(over: link, to: state.peer)
            {
                state.ask(next, at: now)
                result.append(next)
                keeping += 1
                self.shares.charge(content, byteCount: ContentLimits.chunkByteCount)
            }
        }
        self.links[link] = state
        return result
    }

    private func inOrder(for peer: OfficePath) -> [ContentID] {
        // All of them: what somebody waits for may be the last of its branch.
        let contents = self.shares.next(max: .max / 2, byteCount: 0).map(\.leaf)
        let ranks = contents.map { self.fetches[$0]?.rank(for: peer) ?? .max }
        return contents.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { contents[$0] }
    }

    /// The files that no link has that could be asked for them. They are asked for again, but give way to
    /// others.
    var missed: [ContentID] {
        self.fetches.values.filter { fetch in
            let content = fetch.content
            return fetch.missCount > 0 && !fetch.isAwaited && !fetch.isMoving
                && self.links.values.allSatisfy { $0.lacks(content) }
        }
        .map(\.content)
    }

    // MARK: Arriving

    /// Takes in a part that has come over a link, or the word that it is not there.
    mutating func arrived(
        _ chunk: ContentChunk,
        over link: LinkID,
        at now: Int64
    ) -> [Relay.ContentAction] {
        let content = chunk.place.content
        self.links[link]?.answered(chunk.place, at: now)
        guard self.fetches[content] != nil else { return [] }
        guard let bytes = chunk.bytes else {
            self.fetches[content]?.release(chunk.place, over: link)
            self.links[link]?.hasNot(content, at: now)
            self.fetches[content]?.missCount += 1
            return []
        }
        let arrival = self.fetches[content]?
            .arrived(chunk.place, bytes, over: link, at: now, by: self.suite)
        switch arrival {
        case nil, .useless: return []
        case .wrong:
            self.fetches[content]?.release(link)
            // What it was asked for before may be wrong, too: it is told once.
            guard self.links[link]?.distrust(content) == true else { return [] }
            return [.distrusted(link, content)]
        case .tooLong:
            self.abandon(content)
            return [.ended(content, .tooLong)]
        case .piece:
            self.links[link]?.has(content)
            return []
        case .manifest(let manifest):
            self.links[link]?.has(content)
            return [.keepManifest(content, manifest)]
        case .chunk:
            self.links[link]?.has(content)
            return [.keep(content, index: chunk.place.index, bytes)]
        }
    }

    /// A chunk is on disk, or could not be brought there.
    mutating func kept(_ content: ContentID, index: Int, isKept: Bool) -> [Relay.ContentAction] {
        guard self.fetches[content] != nil else { return [] }
        guard isKept else {
            self.abandon(content)
            return [.ended(content, .notKept)]
        }
        self.fetches[content]?.kept(index)
        guard self.fetches[content]?.isComplete == true else { return [] }
        self.abandon(content)
        return [.ended(content, .complete)]
    }
}
