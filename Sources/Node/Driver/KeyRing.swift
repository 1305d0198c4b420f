import SyncProtocol
import Synchronization

/// The keys of all feeds whose openings have been seen, for whoever checks signatures.
final class KeyRing: Sendable {
    private let keys: Mutex<[FeedID: AuthorKey]>

    init(_ keys: [(FeedID, AuthorKey)]) {
        self.keys = Mutex(Dictionary(keys, uniquingKeysWith: { _, last in last }))
    }

    func key(of feed: FeedID) -> AuthorKey? {
        self.keys.withLock { $0[feed] }
    }

    func add(_ key: AuthorKey, of feed: FeedID) {
        self.keys.withLock { $0[feed] = key }
    }
}
