import SyncProtocol
import Synchronization

/// The keys of all feeds, whatever their branches, whose openings have been seen, for whoever checks signatures.
final class KeyRing: Sendable {
    /// An author, and an office for which it may write.
    private struct Writer: Hashable {
        let author: AuthorID
        let path: OfficePath
    }

    private struct Keys {
        var byFeed: [FeedID: AuthorKey]
        var byWriter: [Writer: AuthorKey]
    }

    private let keys: Mutex<Keys>

    init(_ keys: [(FeedID, AuthorKey)]) {
        self.keys = Mutex(
            Keys(
                byFeed: Dictionary(
                    keys.map { ($0.0.root, $0.1) },
                    uniquingKeysWith: { _, last in last }
                ),
                byWriter: Dictionary(
                    keys.map { (Writer(author: $0.author, path: $1.path), $1) },
                    uniquingKeysWith: { _, last in last }
                )
            )
        )
    }

    func key(of feed: FeedID) -> AuthorKey? {
        self.keys.withLock { $0.byFeed[feed.root] }
    }

    /// The key with which an author signs for an office.
    func key(of author: AuthorID, for path: OfficePath) -> AuthorKey? {
        self.keys.withLock { $0.byWriter[Writer(author: author, path: path)] }
    }

    func add(_ key: AuthorKey, of feed: FeedID) {
        self.keys.withLock { keys in
            keys.byFeed[feed.root] = key
            keys.byWriter[Writer(author: feed.author, path: key.path)] = key
        }
    }

    /// Remembers an author whose credentials came without a feed.
    func add(_ key: AuthorKey, author: AuthorID) {
        self.keys.withLock { $0.byWriter[Writer(author: author, path: key.path)] = key }
    }
}
