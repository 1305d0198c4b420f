import SyncProtocol
import Synchronization

/// The keys of all feeds, whatever their branches, whose openings have been seen, for whoever checks signatures.
final class KeyRing: Sendable {
    private let keys: Mutex<[FeedID: AuthorKey]>

    init(_ keys: [(FeedID, AuthorKey)]) {
        self.keys = Mutex(
            Dictionary(keys.map { ($0.0.root, $0.1) }, uniquingKeysWith: { _, last in last })
        )
    }

    func key(of feed: FeedID) -> AuthorKey? {
        self.keys.withLock { $0[feed.root] }
    }

    func add(_ key: AuthorKey, of feed: FeedID) {
        self.keys.withLock { $0[feed.root] = key }
    }
}
