internal import OrderedCollections
internal import SyncProtocol

/// What stays in an office's house is on its own nodes' disks alone, what belongs to a case on those of its audience, and
/// nobody sends it elsewhere.
struct OutsiderChecker {
    private static let name = "no outsider holds what stays in a house or belongs to a case"

    /// What anybody has ever known of cases.
    private var charters = Charters.none

    /// Checks what has come to an office's disk.
    mutating func check(
        _ feeds: some Sequence<FeedID>,
        at index: Int,
        _ office: SimulatedOffice
    ) throws(CheckFailure) {
        let disk = office.store.durable
        for space in disk.charters.spaces { self.charters.add(disk.charters, of: space) }
        let own = [office.path] + office.formerPaths
        for feed in feeds {
            let isIn =
                switch feed.space.kind {
                case .house: (own + office.identity.hosted).contains(feed.space.owner)
                case .case:
                    own.contains { feed.space.isMeant(for: $0, disk.successions, self.charters) }
                default: true
                }
            guard !isIn else { continue }
            throw CheckFailure(.correctness, Self.name, office: index, "\(feed)")
        }
    }

    /// A frame leaves an office for another one.
    func sent(
        _ bytes: [UInt8],
        by index: Int,
        _ office: SimulatedOffice,
        to peer: OfficePath
    ) throws(CheckFailure) {
        guard let frame = try? Frame(decoding: bytes) else { return }
        for feed in Self.feeds(in: frame) {
            let isMeant =
                switch feed.space.kind {
                case .house: false
                case .case:
                    feed.space.isMeant(for: peer, office.store.durable.successions, self.charters)
                default: true
                }
            guard !isMeant else { continue }
            throw CheckFailure(.correctness, Self.name, office: index, "it sends \(feed)")
        }
    }

    /// The feeds of which a frame says anything.
    private static func feeds(in frame: Frame) -> [FeedID] {
        switch frame {
        case .changes(let batch):
            batch.changes.compactMap { try? Change(decoding: $0.body).feed }
        case .reconcile(let page): Self.held(page.positions + page.answers)
        // Who was sent such a thing and refused it says that it has nothing.
        case .acknowledgement(let answer): Self.held(answer.positions)
        case .again(let change): [change.feed]
        case .hello, .ping, .pong, .bye, .equality, .fragment, .progress, .note, .want, .chunk: []
        }
    }

    private static func held(_ positions: [FeedPosition]) -> [FeedID] {
        positions.filter { $0.head.number > 0 }.map(\.feed)
    }
}
