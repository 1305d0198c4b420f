import Decision
import SyncProtocol
import Testing

@testable import Store

/// Two stores with a relay each and a link between them, without a carrier.
struct LinkedStores {
    private static let link = LinkID(1)
    /// Enough for every tree of the tests; more means that the ends never come to rest.
    private static let stepsMax = 20_000

    private struct End {
        let store: TestStore
        var relay: Relay
        var reportsSeen: Int
        var incoming: [[UInt8]] = []
    }

    private var ends: [End]
    private var now: Int64 = 0

    init(below: TestStore, above: TestStore) {
        self.ends = [below, above].map { test in
            End(
                store: test,
                relay: Relay(
                    office: test.office.path,
                    context: TreeContext(tree: test.office.tree, suite: .ed25519),
                    own: test.store.identity.own,
                    positions: (try? test.store.positions().map(\.0)) ?? [],
                    damaged: (try? test.store.damage.changes().map(\.change)) ?? []
                ),
                reportsSeen: test.allReports.count
            )
        }
    }

    var areEqual: Bool {
        self.ends.allSatisfy { end in
            end.relay.links.allSatisfy {
                $0.peerScopeDigest == $0.scopeDigest && $0.sendBehind == 0 && $0.receiveBehind == 0
            }
        }
    }

    /// Opens the link unless it stands, and lets both ends speak until all is said.
    mutating func run() async throws {
        if self.now == 0 {
            for place in 0..<2 {
                let peer = self.ends[1 - place].store.office.path
                try await self.step(place, .linkOpened(Self.link, peer: peer))
            }
        }
        var steps = 0
        for _ in 0..<30 {
            while self.ends.contains(where: { !$0.incoming.isEmpty }) {
                for place in 0..<2 where !self.ends[place].incoming.isEmpty {
                    let frame = self.ends[place].incoming.removeFirst()
                    try await self.step(place, .frameReceived(Self.link, frame))
                    steps += 1
                    try #require(steps < Self.stepsMax, "the ends never come to rest")
                }
            }
            self.now += 1_000
            for place in 0..<2 {
                try await self.tell(place)
                try await self.step(place, .tick)
            }
        }
    }

    /// Tells the relay what its store has made durable since.
    private mutating func tell(_ place: Int) async throws {
        let reports = self.ends[place].store.allReports
        let news = reports[self.ends[place].reportsSeen...]
        self.ends[place].reportsSeen = reports.count
        for report in news { try await self.step(place, .committed(report)) }
    }

    private mutating func step(_ place: Int, _ event: Relay.Event) async throws {
        for action in self.ends[place].relay.step(event, at: self.now) {
            switch action {
            case .send(_, let bytes): self.ends[1 - place].incoming.append(bytes)
            case .ingest(let id, let scope, let changes):
                try await self.ends[place].store.ingest(changes, as: id, from: scope.peer)
                try await self.tell(place)
            case .read(let link, let requests, let byteCountMax):
                let found = try self.ends[place].store.store.changes(
                    requests,
                    byteCountMax: byteCountMax
                )
                if !found.damaged.isEmpty {
                    try await self.step(place, .damaged(found.damaged))
                    try await self.ends[place].store.store.damage.note(found.damaged)
                    try await self.tell(place)
                }
                try await self.step(place, .read(link, found.changes))
            case .close(_, let end): Issue.record("the link was ended: \(end)")
            case .notify(.ownChangesLost(let changes)):
                try await self.ends[place].store.store.damage.rewrite(changes)
                try await self.tell(place)
            case .notify(.refusedByPeer(_, let feed, let number, _)):
                let refused = ChangePlace(feed: feed, number: number)
                let damaged = try await self.ends[place].store.store.damage.examine(refused)
                try await self.step(place, .damaged(damaged))
                try await self.tell(place)
            case .certify, .keep, .notify, .take, .content: break
            }
        }
    }
}
