/// A file's manifest as far as it has come. Its pieces cannot be checked one by one, so they all come from
/// one office: if the whole is wrong it is known who sent it.
struct ManifestPieces: Sendable, Equatable {
    private(set) var bytes: [UInt8] = []
    private var source: OfficePath?
    /// Over which the next piece was asked for.
    private var link: LinkID?

    var isAsked: Bool { self.link != nil }

    func isAsked(_ link: LinkID) -> Bool { self.link == link }

    /// Which piece to ask an office for next; nil while one is asked for.
    mutating func ask(_ peer: OfficePath, over link: LinkID) -> Int? {
        guard self.link == nil else { return nil }
        if self.source != peer { self.bytes = [] }
        self.source = peer
        self.link = link
        return self.bytes.count / ContentLimits.chunkByteCount
    }

    /// What was asked for over a link will not come.
    mutating func release(_ link: LinkID) {
        if self.link == link { self.link = nil }
    }

    /// Takes in the piece that was asked for. False when it is another one.
    mutating func take(_ bytes: [UInt8], _ index: Int) -> Bool {
        self.link = nil
        guard self.bytes.count == index * ContentLimits.chunkByteCount else { return false }
        self.bytes += bytes
        return true
    }

    mutating func empty() { self.bytes = [] }
}
