import SyncProtocol
import Synchronization

/// The keys of all feeds, whatever their branches, whose openings have been seen, for whoever checks signatures.
final class KeyRing: Sendable {
    private struct Keys {
        var byFeed: [FeedID: AuthorKey] = [:]
        /// By author, and by the office for which it writes.
        var byAuthor: [AuthorID: [OfficePath: AuthorKey]] = [:]

        mutating func add(_ key: AuthorKey, author: AuthorID) {
            self.byAuthor[author, default: [:]][key.path] = key
        }

        mutating func add(_ key: AuthorKey, of feed: FeedID) {
            self.byFeed[feed.root] = key
            self.add(key, author: feed.author)
        }
    }

    private let keys: Mutex<Keys>

    init(_ known: [(FeedID, AuthorKey)]) {
        var keys = Keys()
        for (feed, key) in known { keys.add(key, of: feed) }
        self.keys = Mutex(keys)
    }

    func key(of feed: FeedID) -> AuthorKey? {
        self.keys.withLock { $0.byFeed[feed.root] }
    }

    /// The key with which an author signs for an office.
    func key(of author: AuthorID, for path: OfficePath) -> AuthorKey? {
        self.keys.withLock { $0.byAuthor[author]?[path] }
    }

    /// The direct child of an office for which an author may write.
    func child(of office: OfficePath, signedForBy author: AuthorID) -> OfficePath? {
        self.keys.withLock { $0.byAuthor[author]?.keys.first { $0.parent == office } }
    }

    func add(_ key: AuthorKey, of feed: FeedID) {
        self.keys.withLock { $0.add(key, of: feed) }
    }

    /// Remembers an author whose credentials came without a feed.
    func add(_ key: AuthorKey, author: AuthorID) {
        self.keys.withLock { $0.add(key, author: author) }
    }
}
