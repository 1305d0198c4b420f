private import DequeModule
private import OrderedCollections

// What the desk wants done over links: what neighbours want of ours, and what is fetched from them.

extension ContentDesk {
    mutating func step(
        _ event: Relay.ContentEvent,
        over book: inout LinkBook,
        at now: Int64
    ) -> [Relay.Action] {
        switch event {
        case .fetch(let order):
            let actions = self.begin(order, at: now)
            return actions.map(Relay.Action.content) + self.askAll(over: &book, at: now)
        case .abandon(let content):
            self.abandon(content)
            return self.askAll(over: &book, at: now)
        case .read(let link, let place, let bytes):
            self.links[link]?.isReading = false
            let chunk = ContentChunk(place: place, bytes: bytes)
            let frames = book.modify(link) { session, _ in session.line.send(chunk, at: now) }
            return book.send(frames ?? [], over: link, at: now)
                + self.pump(link, of: &book, at: now)
        case .kept(let content, let index, let isKept):
            let actions = self.kept(content, index: index, isKept: isKept)
            return actions.map(Relay.Action.content) + self.askAll(over: &book, at: now)
        }
    }

    /// The other end wants a part of a file. Nil when it asks for too much.
    mutating func wanted(
        _ place: ContentPlace,
        over link: LinkID,
        of book: inout LinkBook,
        at now: Int64
    ) -> [Relay.Action]? {
        let isSending = book.modify(link) { session, _ in session.line.isSendingChunk } ?? false
        guard self.links[link]?.want(place, isSending: isSending) == true else { return nil }
        return self.pump(link, of: &book, at: now)
    }

    mutating func arrived(
        _ chunk: ContentChunk,
        over link: LinkID,
        of book: inout LinkBook,
        at now: Int64
    ) -> [Relay.Action] {
        self.arrived(chunk, over: link, at: now).map(Relay.Action.content)
            + self.pump(link, of: &book, at: now)
    }

    private mutating func askAll(over book: inout LinkBook, at now: Int64) -> [Relay.Action] {
        var actions: [Relay.Action] = []
        for link in self.links.keys { actions += self.pump(link, of: &book, at: now) }
        return actions
    }

    /// Goes on with files where nothing else has a claim to the line.
    mutating func pump(
        _ link: LinkID,
        of book: inout LinkBook,
        at now: Int64
    ) -> [Relay.Action] {
        guard let state = self.links[link] else { return [] }
        guard !state.wants.isEmpty || !self.fetches.isEmpty else { return [] }
        let room = book.modify(link) { session, _ in
            (
                canAsk: session.phase.isStreaming && session.line.lowestLane == .attachments,
                canServe: session.mayServe && session.line.hasRoomForChunk,
                scope: session.copies.carriage
            )
        }
        guard let room else { return [] }
        var actions: [Relay.Action] = []
        if room.canServe, let place = self.links[link]?.nextWant() {
            actions.append(.content(.read(link, room.scope, place)))
        }
        if room.canAsk {
            let wants = self.nextWants(over: link, at: now)
            actions += book.send(wants.map(Frame.want), over: link, at: now)
        }
        return actions
    }
}
