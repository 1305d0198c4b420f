package import SyncProtocol

/// Two relays, each with a store that takes everything, over a line with a speed and a delay. Time is
/// simulated: milliseconds from 0.
package struct SlowLine {
    /// What happens next at one end.
    private enum Happening {
        case arrives([UInt8])
        case committed(CommitReport)
        case read([CommitReport.Committed])
        case content(Relay.ContentEvent)
    }

    private struct Planned {
        let time: Int64
        let sequence: Int
        let end: Int
        let what: Happening
    }

    private struct End {
        var relay: Relay
        var feeds: [FeedID: [CommitReport.Committed]] = [:]
        /// Until when what it has sent keeps the line busy.
        var lineFreeAt: Double = 0
        /// When each of its changes came to its disk.
        var arrivals: [FeedHead: Int64] = [:]
        var ended: Relay.LinkEnd?
        /// Bytes that it has handed to the line.
        var sentByteCount = 0
        var files: [ContentID: SampleFile] = [:]
        /// When each chunk of a file came to its disk.
        var chunks: [Int64] = []
    }

    package static let link = LinkID(1)
    /// 9.6 kilobits a second.
    private let bytesPerMillisecond: Double
    private let delayMilliseconds: Int64
    package private(set) var now: Int64 = 0
    /// Is told of every step of both relays.
    private weak var watcher: (any RelayWatcher)?
    private var ends: [End]
    private var planned: [Planned] = []
    private var sequence = 0

    package init(
        upper: OfficePath,
        lower: OfficePath,
        bytesPerSecond: Double = 1_200,
        delayMilliseconds: Int64 = 100,
        watcher: (any RelayWatcher)? = nil
    ) {
        self.watcher = watcher
        self.bytesPerMillisecond = bytesPerSecond / 1_000
        self.delayMilliseconds = delayMilliseconds
        self.ends = [upper, lower].enumerated().map { index, office in
            let author = AuthorID(high: UInt64(index), low: 1)
            let relay = Relay(
                office: office,
                context: TreeContext(tree: TreeID(high: 7, low: 7), suite: .ed25519),
                own: OwnAuthors(writing: author),
                positions: []
            )
            return End(relay: relay)
        }
        for end in 0..<2 {
            self.step(end, .linkOpened(Self.link, peer: [lower, upper][end]))
        }
    }

    /// Writes a change of so many bytes at the upper end (0) or the lower one (1).
    package mutating func write(_ feed: FeedID, byteCount: Int, at end: Int) -> FeedHead {
        let number = UInt64(self.ends[end].feeds[feed, default: []].count + 1)
        // Each change is another: its first bytes say which.
        let name = Array("\(feed) \(number)".utf8)
        let body = name + [UInt8](repeating: 0, count: max(0, byteCount - name.count))
        let signed = SignedChange(body: body, signature: [])
        let head = FeedHead(number: number, digest: signed.digest)
        let change = CommitReport.Committed(feed: feed, head: head, signed: signed)
        self.keep(change, at: end)
        self.step(end, .committed(CommitReport(committed: [change], batches: [])))
        return head
    }

    /// When a change came to the disk of an end; nil while it has not.
    package func arrival(of head: FeedHead, at end: Int) -> Int64? { self.ends[end].arrivals[head] }

    /// Gives an end a file.
    package mutating func give(_ file: SampleFile, to end: Int) {
        self.ends[end].files[file.id] = file
    }

    /// Lets an end fetch a file, of which it has the manifest or nothing.
    package mutating func fetch(_ file: SampleFile, at end: Int, manifest: ContentManifest? = nil) {
        let order = ContentOrder(file.id, byteCountMax: file.byteCount, manifest: manifest)
        self.step(end, .content(.fetch(order)))
    }

    /// When chunks of files came to the disk of an end.
    package func chunkArrivals(at end: Int) -> [Int64] { self.ends[end].chunks }

    package func links(of end: Int) -> [LinkProgress] { self.ends[end].relay.links }

    /// Why a link was ended; nil while none was.
    package var ended: Relay.LinkEnd? { self.ends[0].ended ?? self.ends[1].ended }

    package func sentByteCount(of end: Int) -> Int { self.ends[end].sentByteCount }

    /// Lets time pass.
    package mutating func run(until end: Int64) {
        while self.now < end {
            let tick = (self.now / 1_000 + 1) * 1_000
            let next = self.planned.indices.min {
                (self.planned[$0].time, self.planned[$0].sequence)
                    < (self.planned[$1].time, self.planned[$1].sequence)
            }
            if let next, self.planned[next].time <= min(tick, end) {
                let happening = self.planned.remove(at: next)
                self.now = max(self.now, happening.time)
                self.happen(happening)
            } else {
                self.now = min(tick, end)
                if self.now == tick { for place in 0..<2 { self.step(place, .tick) } }
            }
        }
    }

    package mutating func run(upTo end: Int64, until isDone: (Self) -> Bool) -> Bool {
        while !isDone(self) {
            guard self.now < end else { return false }
            self.run(until: self.now + 100)
        }
        return true
    }

    private mutating func happen(_ planned: Planned) {
        switch planned.what {
        case .arrives(let bytes): self.step(planned.end, .frameReceived(Self.link, bytes))
        case .committed(let report):
            for change in report.committed { self.keep(change, at: planned.end) }
            self.step(planned.end, .committed(report))
        case .read(let changes): self.step(planned.end, .read(Self.link, changes))
        case .content(let event):
            if case .kept = event { self.ends[planned.end].chunks.append(self.now) }
            self.step(planned.end, .content(event))
        }
    }

    private mutating func keep(_ change: CommitReport.Committed, at end: Int) {
        self.ends[end].feeds[change.feed, default: []].append(change)
        self.ends[end].arrivals[change.head] = self.now
    }

    private mutating func plan(_ what: Happening, at end: Int, after delay: Int64) {
        self.sequence += 1
        self.planned.append(
            Planned(time: self.now + delay, sequence: self.sequence, end: end, what: what)
        )
    }

    private mutating func step(_ end: Int, _ event: Relay.Event) {
        self.watcher?.happened(event, at: self.ends[end].relay.office, now: self.now)
        for action in self.ends[end].relay.step(event, at: self.now) { self.perform(action, end) }
    }

    private mutating func perform(_ action: Relay.Action, _ end: Int) {
        self.watcher?.wanted(action, at: self.ends[end].relay.office, now: self.now)
        switch action {
        case .send(_, let bytes):
            self.ends[end].sentByteCount += bytes.count + 4
            let start = max(Double(self.now), self.ends[end].lineFreeAt)
            let sent = start + Double(bytes.count + 4) / self.bytesPerMillisecond
            self.ends[end].lineFreeAt = sent
            let delay = Int64(sent.rounded(.up)) - self.now + self.delayMilliseconds
            self.plan(.arrives(bytes), at: 1 - end, after: delay)
        case .close(_, let reason): self.ends[end].ended = reason
        case .ingest(let id, _, let changes): self.ingest(id, changes, at: end)
        case .read(_, let requests, let byteCountMax):
            self.plan(.read(self.found(requests, byteCountMax, at: end)), at: end, after: 1)
        case .content(.read(let link, _, let place)):
            let part = self.ends[end].files[place.content]?.part(place)
            self.plan(.content(.read(link, place, part)), at: end, after: 1)
        case .content(.keep(let content, let index, _)):
            self.plan(.content(.kept(content, index: index, isKept: true)), at: end, after: 1)
        case .certify, .keep, .notify, .take, .content: return
        }
    }

    private mutating func ingest(_ id: BatchID, _ changes: [SignedChange], at end: Int) {
        var committed: [CommitReport.Committed] = []
        var outcomes: [ChangeOutcome] = []
        for signed in changes {
            let digest = signed.digest
            // What the other end has written is found by its digest.
            let all = self.ends[1 - end].feeds.values.joined()
            guard let change = all.first(where: { $0.head.digest == digest }) else { continue }
            committed.append(change)
            outcomes.append(
                ChangeOutcome(feed: change.feed, number: change.head.number, verdict: .accepted)
            )
        }
        let batch = CommitReport.Batch(id: id, outcomes: outcomes)
        self.plan(
            .committed(CommitReport(committed: committed, batches: [batch])),
            at: end,
            after: 5
        )
    }

    private func found(
        _ requests: [ReadRequest],
        _ byteCountMax: Int,
        at end: Int
    ) -> [CommitReport.Committed] {
        var result: [CommitReport.Committed] = []
        var rest = byteCountMax
        for request in requests {
            let feed = self.ends[end].feeds[request.feed] ?? []
            let restMin = max(0, rest - request.byteCountMax)
            for change in feed.dropFirst(Int(request.after)) {
                guard rest > 0 else { return result }
                guard rest > restMin else { break }
                guard result.isEmpty || change.signed.byteCount <= rest else { return result }
                rest -= change.signed.byteCount
                result.append(change)
            }
        }
        return result
    }
}
