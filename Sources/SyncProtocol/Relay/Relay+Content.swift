internal import OrderedCollections

// Attached files: what neighbours want of ours, and what is fetched from them.

extension Relay {
    /// What can happen to the files that an office has or fetches.
    package enum ContentEvent: Hashable, Sendable {
        /// Fetch a file.
        case fetch(ContentOrder)
        /// Fetch it no longer.
        case abandon(ContentID)
        /// What ``ContentAction/read(_:_:_:)`` asked for; nil when it is not here or not for that end.
        case read(LinkID, ContentPlace, [UInt8]?)
        /// A chunk that was to be kept is on disk, or could not be brought there.
        case kept(ContentID, index: Int, isKept: Bool)
    }

    /// What is wanted done about files.
    package enum ContentAction: Hashable, Sendable {
        /// Answer with ``ContentEvent/read(_:_:_:)``, whatever is found. Only files that a record refers
        /// to whose space the link carries are for the other end.
        case read(LinkID, LinkScope, ContentPlace)
        case keepManifest(ContentID, ContentManifest)
        /// Bring a chunk, which was checked, to the disk, and say so with
        /// ``ContentEvent/kept(_:index:isKept:)``.
        case keep(ContentID, index: Int, [UInt8])
        /// The other end sent something else than the name says.
        case distrusted(LinkID, ContentID)
        /// A file is no longer fetched.
        case ended(ContentID, ContentEnd)
    }

    package enum ContentEnd: Hashable, Sendable {
        /// All chunks are on disk.
        case complete
        /// It is longer than was allowed.
        case tooLong
        /// The disk does not take it.
        case notKept
        /// As many files as can be are fetched already.
        case noRoom
    }

    /// How many bytes of a file that is fetched are on disk, and of how many; nil while it is not known.
    package func progress(of content: ContentID) -> (byteCount: UInt64, of: UInt64)? {
        self.contents.fetches[content]?.progress
    }

    package func isFetching(_ content: ContentID) -> Bool {
        self.contents.fetches[content] != nil
    }

    /// The files that are fetched, and when a part of each last came.
    package var fetched: [(content: ContentID, movedAt: Int64)] {
        self.contents.fetches.values.map { ($0.content, $0.movedAt) }
    }

    /// The files that are fetched and that nobody linked has: they give way to others.
    package var missedContents: [ContentID] { self.contents.missed }
}
