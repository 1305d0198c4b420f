import Simulation
import SyncProtocol

/// Two relays of a city and its province with nothing between them, and no store: the test says what
/// reaches a disk.
struct RelayPair {
    static let link = LinkID(1)
    static let province = OfficePath(text: "100000/510000")!
    static let city = OfficePath(text: "100000/510000/510100")!
    static let tree = TreeID(high: 7, low: 7)

    /// The province, then the city.
    private(set) var relays: [Relay]
    /// What they asked their drivers for, beside sending.
    private(set) var actions: [[Relay.Action]] = [[], []]
    private(set) var pageCount = 0
    /// Frames that have been sent and not been taken in, and by which end.
    private var underway: [(end: Int, bytes: [UInt8])] = []
    /// What becomes of a frame on its way.
    var tamper: (Frame) -> Frame
    /// Is told of every step of both relays.
    private let watcher: (any RelayWatcher)?

    /// - Parameter offices: the upper end's and the lower end's.
    init(
        offices: (upper: OfficePath, lower: OfficePath) = (Self.province, Self.city),
        upper: [FeedPosition] = [],
        lower: [FeedPosition] = [],
        watcher: (any RelayWatcher)? = nil,
        tamper: @escaping (Frame) -> Frame = { $0 }
    ) {
        self.tamper = tamper
        self.watcher = watcher
        let ends = [(offices.upper, upper), (offices.lower, lower)]
        self.relays = ends.enumerated().map { end, node in
            Relay(
                office: node.0,
                context: TreeContext(tree: Self.tree, suite: .ed25519),
                own: OwnAuthors(writing: AuthorID(high: 9, low: UInt64(end))),
                positions: node.1
            )
        }
        // Both greet before either hears the other.
        for (end, peer) in [offices.lower, offices.upper].enumerated() {
            self.take(.linkOpened(Self.link, peer: peer), at: end, now: 0)
        }
        self.carry(at: 0)
    }

    mutating func step(_ event: Relay.Event, at end: Int, now: Int64) {
        self.take(event, at: end, now: now)
        self.carry(at: now)
    }

    private mutating func take(_ event: Relay.Event, at end: Int, now: Int64) {
        let office = self.relays[end].office
        self.watcher?.happened(event, at: office, now: now)
        let actions = self.relays[end].step(event, at: now)
        for action in actions { self.watcher?.wanted(action, at: office, now: now) }
        self.note(actions, from: end)
    }

    /// Lets time pass, second by second.
    mutating func run(from start: Int64, seconds: Int64) {
        for second in 1...seconds {
            for end in 0..<2 { self.step(.tick, at: end, now: start + second * 1_000) }
        }
    }

    var isEqual: Bool { self.relays.allSatisfy { $0.links.first?.isEqual == true } }

    /// The feeds whose changes an end has asked its store for, to send them.
    func reads(of end: Int) -> [FeedID] {
        self.actions[end].flatMap { action -> [FeedID] in
            guard case .read(_, let requests, _) = action else { return [] }
            return requests.map(\.feed)
        }
    }

    /// The batches that an end has handed to its store, and how many changes each has.
    func ingested(by end: Int) -> [(batch: BatchID, count: Int)] {
        self.actions[end].compactMap { action in
            guard case .ingest(let batch, _, let changes) = action else { return nil }
            return (batch, changes.count)
        }
    }

    func claims(of end: Int) -> [EqualityClaim] {
        self.actions[end].compactMap { action in
            if case .certify(_, let claim) = action { claim } else { nil }
        }
    }

    func kept(by end: Int) -> [EqualityStatement] {
        self.actions[end].compactMap { action in
            if case .keep(_, let statement) = action { statement } else { nil }
        }
    }

    private mutating func note(_ actions: [Relay.Action], from end: Int) {
        for action in actions {
            if case .send(_, let bytes) = action {
                self.underway.append((end, bytes))
            } else {
                self.actions[end].append(action)
            }
        }
    }

    /// Hands frames over, in their order, until neither end has anything to say.
    private mutating func carry(at now: Int64) {
        while !self.underway.isEmpty {
            let (end, bytes) = self.underway.removeFirst()
            if bytes.starts(with: [0x82, 0x02]) { self.pageCount += 1 }
            let frame = (try? Frame(decoding: bytes)).map(self.tamper)?.encoded() ?? bytes
            self.take(.frameReceived(Self.link, frame), at: 1 - end, now: now)
        }
    }
}
