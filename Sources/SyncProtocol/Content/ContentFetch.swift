import OrderedCollections

/// One file on its way here: what is missing, and which link was asked for what.
///
/// Every chunk is in one of four states: missing, asked for over one link, on its way to the disk, or
/// on the disk. So nothing that has come is asked for again, and several links can serve one file.
struct ContentFetch: Sendable, Equatable {
    let content: ContentID
    let byteCountMax: UInt64
    let owner: OfficePath?
    var isAwaited: Bool
    /// How often a link was asked and did not have it.
    var missCount = 0
    private(set) var manifest: ContentManifest?

    /// The manifest as far as it has come.
    private var pieces = ManifestPieces()
    private var missing = ChunkMap(chunkCount: 0)
    private var asked: OrderedDictionary<Int, LinkID> = [:]
    private var keeping: OrderedSet<Int> = []
    /// When a part last came.
    private(set) var movedAt: Int64
    private let steps: VerificationSteps

    init(_ order: ContentOrder, at now: Int64, steps: VerificationSteps = .all) {
        self.steps = steps
        self.content = order.content
        self.byteCountMax = order.byteCountMax
        self.owner = order.owner
        self.isAwaited = order.isAwaited
        self.movedAt = now
        if let manifest = order.manifest { self.take(manifest, held: order.held) }
    }

    private mutating func take(_ manifest: ContentManifest, held: ChunkMap? = nil) {
        self.manifest = manifest
        self.pieces.empty()
        self.missing =
            held.flatMap { $0.chunkCount == manifest.chunkCount ? $0.inverted : nil }
            ?? ChunkMap(chunkCount: manifest.chunkCount, isFull: true)
    }

    /// Every chunk is on disk.
    var isComplete: Bool {
        self.manifest != nil && self.missing.count == 0 && self.asked.isEmpty
            && self.keeping.isEmpty
    }

    var keepingCount: Int { self.keeping.count }

    /// A part is asked for or on its way to the disk.
    var isMoving: Bool {
        self.pieces.isAsked || !self.asked.isEmpty || !self.keeping.isEmpty
    }

    /// The less, the sooner an office is asked for it.
    func rank(for peer: OfficePath) -> Int {
        let isLikely = self.owner.map { $0.isInLine(with: peer) } ?? true
        return (self.isAwaited ? 0 : self.missCount == 0 ? 2 : 4) + (isLikely ? 0 : 1)
    }

    /// How many bytes are on disk, and of how many; nil while that is not known.
    var progress: (byteCount: UInt64, of: UInt64)? {
        guard let manifest = self.manifest else { return nil }
        let open = self.missing.count + self.asked.count + self.keeping.count
        let byteCount =
            UInt64(manifest.chunkCount - open) * UInt64(ContentLimits.chunkByteCount)
        return (min(byteCount, manifest.byteCount), manifest.byteCount)
    }

    // MARK: Asking

    /// What to ask an office for next over a link; nil when all is asked for.
    mutating func next(over link: LinkID, to peer: OfficePath) -> ContentPlace? {
        guard self.manifest != nil else {
            let index = self.pieces.ask(peer, over: link)
            return index.map { ContentPlace(self.content, .manifest, index: $0) }
        }
        guard let index = self.missing.first else { return nil }
        self.missing.remove(index)
        self.asked[index] = link
        return ContentPlace(self.content, .data, index: index)
    }

    /// What was asked for over a link will not come.
    mutating func release(_ link: LinkID) {
        self.pieces.release(link)
        for (index, holder) in self.asked where holder == link { self.missing.insert(index) }
        self.asked.removeAll { $0.value == link }
    }

    /// The other end of a link does not have a part.
    mutating func release(_ place: ContentPlace, over link: LinkID) {
        switch place.part {
        case .manifest: self.pieces.release(link)
        case .data:
            guard self.asked[place.index] == link else { return }
            self.asked.removeValue(forKey: place.index)
            self.missing.insert(place.index)
        }
    }

    // MARK: Arriving

    enum Arrival: Equatable {
        /// It is here already, or was never missing.
        case useless
        /// It is not what its name says.
        case wrong
        /// The file is longer than it may be.
        case tooLong
        /// A piece of the manifest.
        case piece
        case manifest(ContentManifest)
        /// To be brought to the disk.
        case chunk
    }

    /// - Parameter suite: by which the tree hashes.
    mutating func arrived(
        _ place: ContentPlace,
        _ bytes: [UInt8],
        over link: LinkID,
        at now: Int64,
        by suite: SignatureSuite
    ) -> Arrival {
        switch place.part {
        case .manifest: return self.arrived(piece: place.index, bytes, over: link, at: now, suite)
        case .data: return self.arrived(chunk: place.index, bytes, over: link, at: now, suite)
        }
    }

    private mutating func arrived(
        piece index: Int,
        _ bytes: [UInt8],
        over link: LinkID,
        at now: Int64,
        _ suite: SignatureSuite
    ) -> Arrival {
        guard self.manifest == nil, self.pieces.isAsked(link) else { return .useless }
        guard self.pieces.take(bytes, index) else { return .wrong }
        self.movedAt = now
        if bytes.count == ContentLimits.chunkByteCount,
            self.pieces.bytes.count < ContentLimits.manifestByteCountMax
        {
            return .piece
        }
        let whole = try? ContentManifest(decoding: self.pieces.bytes)
        self.pieces = ManifestPieces()
        guard let whole, self.steps.pass(.contentManifest, whole.id(by: suite) == self.content)
        else {
            return .wrong
        }
        guard whole.byteCount <= self.byteCountMax else { return .tooLong }
        self.take(whole)
        return .manifest(whole)
    }

    private mutating func arrived(
        chunk index: Int,
        _ bytes: [UInt8],
        over link: LinkID,
        at now: Int64,
        _ suite: SignatureSuite
    ) -> Arrival {
        // What was given up and comes late is as good.
        guard let manifest = self.manifest,
            self.asked[index] != nil || self.missing.contains(index)
        else { return .useless }
        let isAdmitted = manifest.admits(bytes, asChunk: index, by: suite)
        guard self.steps.pass(.contentChunk, isAdmitted) else {
            self.release(ContentPlace(self.content, .data, index: index), over: link)
            return .wrong
        }
        self.asked.removeValue(forKey: index)
        self.missing.remove(index)
        self.keeping.append(index)
        self.movedAt = now
        return .chunk
    }

    /// A chunk is on disk.
    mutating func kept(_ index: Int) {
        self.keeping.remove(index)
    }
}
