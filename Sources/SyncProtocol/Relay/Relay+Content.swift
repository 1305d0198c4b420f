import DequeModule
import OrderedCollections

// Attached files: what neighbours want of ours, and what is fetched from them.

extension Relay {
    /// What can happen to the files that an office has or fetches.
    package enum ContentEvent: Hashable, Sendable {
        /// Fetch a file.
        case fetch(ContentOrder)
        /// Fetch it no longer.
        case abandon(ContentID)
        /// What ``ContentAction/read(_:_:_:)`` asked for; nil when it is not here or not for that end.
        case read(LinkID, ContentPlace, [UInt8]?)
        /// A chunk that was to be kept is on disk, or could not be brought there.
        case kept(ContentID, index: Int, isKept: Bool)
    }

    /// What is wanted done about files.
    package enum ContentAction: Hashable, Sendable {
        /// Answer with ``ContentEvent/read(_:_:_:)``, whatever is found. Only files that a record refers
        /// to whose space the link carries are for the other end.
        case read(LinkID, LinkScope, ContentPlace)
        case keepManifest(ContentID, ContentManifest)
        /// Bring a chunk, which was checked, to the disk, and say so with
        /// ``ContentEvent/kept(_:index:isKept:)``.
        case keep(ContentID, index: Int, [UInt8])
        /// The other end sent something else than the name says.
        case distrusted(LinkID, ContentID)
        /// A file is no longer fetched.
        case ended(ContentID, ContentEnd)
    }

    package enum ContentEnd: Hashable, Sendable {
        /// All chunks are on disk.
        case complete
        /// It is longer than was allowed.
        case tooLong
        /// The disk does not take it.
        case notKept
        /// As many files as can be are fetched already.
        case noRoom
    }

    mutating func step(_ event: ContentEvent, at now: Int64) -> [Action] {
        switch event {
        case .fetch(let order):
            let actions = self.contents.begin(order, at: now)
            return actions.map(Action.content) + self.askAll(at: now)
        case .abandon(let content):
            self.contents.abandon(content)
            return self.askAll(at: now)
        case .read(let link, let place, let bytes):
            self.contents.links[link]?.isReading = false
            let chunk = ContentChunk(place: place, bytes: bytes)
            let frames = self.modify(link) { session, _ in session.line.send(chunk, at: now) }
            return (frames ?? []).map { self.send($0, link, at: now) }
                + self.pumpContents(link, at: now)
        case .kept(let content, let index, let isKept):
            let actions = self.contents.kept(content, index: index, isKept: isKept)
            return actions.map(Action.content) + self.askAll(at: now)
        }
    }

    /// How many bytes of a file that is fetched are on disk, and of how many; nil while it is not known.
    package func progress(of content: ContentID) -> (byteCount: UInt64, of: UInt64)? {
        self.contents.fetches[content]?.progress
    }

    package func isFetching(_ content: ContentID) -> Bool {
        self.contents.fetches[content] != nil
    }

    /// The files that are fetched, and when a part of each last came.
    package var fetched: [(content: ContentID, movedAt: Int64)] {
        self.contents.fetches.values.map { ($0.content, $0.movedAt) }
    }

    /// The files that are fetched and that nobody linked has: they give way to others.
    package var missedContents: [ContentID] { self.contents.missed }

    // MARK: Frames

    mutating func wanted(_ place: ContentPlace, over link: LinkID, at now: Int64) -> [Action]? {
        let isSending = self.modify(link) { session, _ in session.line.isSendingChunk } ?? false
        guard self.contents.links[link]?.want(place, isSending: isSending) == true else {
            return nil
        }
        return self.pumpContents(link, at: now)
    }

    mutating func arrived(_ chunk: ContentChunk, over link: LinkID, at now: Int64) -> [Action] {
        self.contents.arrived(chunk, over: link, at: now).map(Action.content)
            + self.pumpContents(link, at: now)
    }

    // MARK: Sending

    private mutating func askAll(at now: Int64) -> [Action] {
        var actions: [Action] = []
        for link in self.contents.links.keys { actions += self.pumpContents(link, at: now) }
        return actions
    }

    /// Goes on with files where nothing else has a claim to the line.
    mutating func pumpContents(_ link: LinkID, at now: Int64) -> [Action] {
        guard let state = self.contents.links[link] else { return [] }
        guard !state.wants.isEmpty || !self.contents.fetches.isEmpty else { return [] }
        let room = self.modify(link) { session, _ in
            (
                canAsk: session.phase == .streaming && session.lowestLane == .attachments,
                canServe: session.mayServe && session.line.hasRoomForChunk,
                scope: session.carriage
            )
        }
        guard let room else { return [] }
        var actions: [Action] = []
        if room.canServe, let place = self.contents.links[link]?.nextWant() {
            actions.append(.content(.read(link, room.scope, place)))
        }
        if room.canAsk {
            for place in self.contents.nextWants(over: link, at: now) {
                actions.append(self.send(.want(place), link, at: now))
            }
        }
        return actions
    }
}

extension Session {
    /// Files go when nothing else waits and the line has its hours.
    var mayServe: Bool {
        self.phase == .streaming && !self.isReading && !self.isWaiting
            && self.lowestLane == .attachments
    }
}
