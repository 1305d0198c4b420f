import Simulation
import SyncProtocol

/// A province that fetches files, and neighbours that have some of them. Frames arrive in the order in
/// which they were sent, one at a time, so that a link can be cut at any point.
struct FileExchange {
    /// A neighbour and how it behaves.
    struct Neighbour {
        let office: OfficePath
        var files: [ContentID: SampleFile] = [:]
        /// Chunks that it does not have.
        var lacks: (Int) -> Bool = { _ in false }
        /// Makes another thing of what it was asked for.
        var lie: ((ContentPlace, [UInt8]) -> [UInt8])?
        var relay: Relay
        var link: LinkID?
        /// What it was asked for, over all its links.
        var served: [ContentPlace] = []
    }

    static let province = OfficePath(text: "100000/510000")!
    private(set) var relay: Relay
    private(set) var neighbours: [Neighbour]
    private(set) var now: Int64 = 0
    private(set) var kept: [ContentID: [Int]] = [:]
    private(set) var manifests: [ContentID: ContentManifest] = [:]
    private(set) var ended: [ContentID: Relay.ContentEnd] = [:]
    private(set) var distrusted: [LinkID] = []
    private(set) var closed: [Relay.LinkEnd] = []
    /// Whether the province's disk takes chunks.
    var isDiskFull = false
    private var lastLink: UInt64 = 0
    private var underway: [(link: LinkID, isToProvince: Bool, bytes: [UInt8])] = []

    init(_ offices: [String]) {
        self.relay = Self.relay(Self.province)
        self.neighbours = offices.map {
            let office = OfficePath(text: $0)!
            return Neighbour(office: office, relay: Self.relay(office))
        }
        for place in self.neighbours.indices { self.open(place) }
        self.carry()
    }

    private static func relay(_ office: OfficePath) -> Relay {
        Relay(
            office: office,
            context: TreeContext(tree: TreeID(high: 7, low: 7), suite: .ed25519),
            own: OwnAuthors(writing: AuthorID(high: 3, low: UInt64(office.depth))),
            positions: []
        )
    }

    mutating func change(_ place: Int, _ body: (inout Neighbour) -> Void) {
        body(&self.neighbours[place])
    }

    // MARK: Links

    mutating func open(_ place: Int) {
        self.lastLink += 1
        let link = LinkID(self.lastLink)
        self.neighbours[place].link = link
        self.step(.linkOpened(link, peer: self.neighbours[place].office))
        self.step(.linkOpened(link, peer: Self.province), at: place)
    }

    mutating func cut(_ place: Int) {
        guard let link = self.neighbours[place].link else { return }
        self.neighbours[place].link = nil
        self.underway.removeAll { $0.link == link }
        self.step(.linkClosed(link))
        self.step(.linkClosed(link), at: place)
    }

    // MARK: Time

    mutating func fetch(_ file: SampleFile, held: ChunkMap? = nil) {
        let order = ContentOrder(
            file.id,
            byteCountMax: file.byteCount,
            manifest: held == nil ? nil : file.manifest,
            held: held
        )
        self.step(.content(.fetch(order)))
    }

    mutating func fetch(_ order: ContentOrder) { self.step(.content(.fetch(order))) }

    /// Hands frames over until there are none, or so many chunks have come.
    mutating func carry(untilKept count: Int = .max) {
        while !self.underway.isEmpty, self.kept.values.reduce(0, { $0 + $1.count }) < count {
            let (link, isToProvince, bytes) = self.underway.removeFirst()
            if isToProvince {
                self.step(.frameReceived(link, bytes))
            } else if let place = self.neighbours.firstIndex(where: { $0.link == link }) {
                self.step(.frameReceived(link, bytes), at: place)
            }
        }
    }

    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            self.now += 1_000
            self.step(.tick)
            for place in self.neighbours.indices { self.step(.tick, at: place) }
            self.carry()
        }
    }

    // MARK: Steps

    private mutating func step(_ event: Relay.Event) {
        for action in self.relay.step(event, at: self.now) {
            switch action {
            case .send(let link, let bytes): self.underway.append((link, false, bytes))
            case .close(_, let end): self.closed.append(end)
            case .content(let action): self.perform(action)
            default: break
            }
        }
    }

    private mutating func perform(_ action: Relay.ContentAction) {
        switch action {
        case .read(let link, _, let place): self.step(.content(.read(link, place, nil)))
        case .keepManifest(let content, let manifest): self.manifests[content] = manifest
        case .keep(let content, let index, _):
            if !self.isDiskFull { self.kept[content, default: []].append(index) }
            self.step(.content(.kept(content, index: index, isKept: !self.isDiskFull)))
        case .distrusted(let link, _): self.distrusted.append(link)
        case .ended(let content, let end): self.ended[content] = end
        }
    }

    private mutating func step(_ event: Relay.Event, at place: Int) {
        for action in self.neighbours[place].relay.step(event, at: self.now) {
            switch action {
            case .send(let link, let bytes): self.underway.append((link, true, bytes))
            case .close(_, let end): self.closed.append(end)
            case .content(.read(let link, _, let wanted)):
                self.step(.content(.read(link, wanted, self.answer(wanted, at: place))), at: place)
            default: break
            }
        }
    }

    private mutating func answer(_ wanted: ContentPlace, at place: Int) -> [UInt8]? {
        let neighbour = self.neighbours[place]
        guard let file = neighbour.files[wanted.content],
            wanted.part == .manifest || !neighbour.lacks(wanted.index)
        else { return nil }
        self.neighbours[place].served.append(wanted)
        let bytes = file.part(wanted)
        return neighbour.lie.map { $0(wanted, bytes) } ?? bytes
    }
}
