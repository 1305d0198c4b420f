internal import OrderedCollections
internal import SyncProtocol

/// What stays in an office's house is on its own nodes' disks alone, and nobody sends it elsewhere.
enum HouseChecker {
    private static let name = "no outsider holds what stays in a house"

    /// Checks what has come to an office's disk.
    static func check(
        _ feeds: some Sequence<FeedID>,
        at index: Int,
        _ office: SimulatedOffice
    ) throws(CheckFailure) {
        let own = [office.path] + office.formerPaths + office.identity.hosted
        for feed in feeds where feed.space.kind == .house && !own.contains(feed.space.owner) {
            throw CheckFailure(.correctness, Self.name, office: index, "\(feed)")
        }
    }

    /// A frame leaves an office for another one.
    static func sent(_ bytes: [UInt8], by index: Int) throws(CheckFailure) {
        guard let frame = try? Frame(decoding: bytes) else { return }
        for feed in Self.feeds(in: frame) where feed.space.kind == .house {
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
