import SyncProtocol

/// The links that stand, and what is sent over them. Confined to the links' event loop.
struct OpenLinks {
    private let compression: FrameCompression
    private var links: [LinkID: Link] = [:]

    init(_ compression: FrameCompression) {
        self.compression = compression
    }

    subscript(id: LinkID) -> Link? { self.links[id] }

    /// In the order in which they were opened.
    var inOrder: [(id: LinkID, link: Link)] {
        self.links.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Those to an office, in the order in which they were opened.
    func ids(to peer: OfficePath) -> [LinkID] {
        self.inOrder.filter { $0.link.peer.path == peer }.map(\.id)
    }

    /// Whose link it is, in words; a dash when it does not stand any more.
    func peerText(of id: LinkID) -> String { self.links[id].map { "\($0.peer.path)" } ?? "-" }

    mutating func add(_ link: Link) { self.links[LinkID(link.id)] = link }

    /// - Returns: whether it stood.
    @discardableResult
    mutating func remove(_ id: LinkID) -> Bool { self.links.removeValue(forKey: id) != nil }

    func send(_ frame: [UInt8], over id: LinkID) {
        guard let link = self.links[id] else { return }
        link.send(link.isLocal ? frame : self.compression.wrap(frame))
    }

    /// The frame that has come, taken out of its wrapping.
    func unwrap(_ frame: [UInt8]) throws(CBORError) -> [UInt8] {
        try self.compression.unwrap(frame)
    }

    /// Says farewell over all of them and ends them.
    func stop() {
        for link in self.links.values {
            link.send(Frame.bye(Relay.LinkEnd.stopping).encoded())
            link.close(reason: LinkCloseReason.stopped)
        }
    }
}
