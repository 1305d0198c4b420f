internal import OrderedCollections
internal import SyncProtocol

/// The keys that an office has seen, by author and by the office for which the author may write.
struct WriterKeys: Sendable {
    private struct Writer: Hashable, Sendable {
        let author: AuthorID
        let path: OfficePath
    }

    private var keys: OrderedDictionary<Writer, AuthorKey> = [:]

    init() {}

    /// All whose feeds are on a disk.
    init(_ disk: StoreImage) {
        for copy in disk.feeds { self.add(copy.key, of: copy.feed.author) }
    }

    func key(of author: AuthorID, for path: OfficePath) -> AuthorKey? {
        self.keys[Writer(author: author, path: path)]
    }

    mutating func add(_ key: AuthorKey, of author: AuthorID) {
        self.keys[Writer(author: author, path: key.path)] = key
    }
}
