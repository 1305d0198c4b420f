import NIOCore
import SyncProtocol

/// An open link to another office. Confined to the links' event loop.
final class Link {
    enum Direction: String, Sendable, Equatable {
        case dialed
        case accepted
    }

    private enum State {
        case open
        /// Why, as whoever came first has said: the end of the connection that follows may not put other words to it.
        case closing(reason: String)
    }

    /// Rises with every link of this process.
    let id: UInt64
    let direction: Direction
    let remoteAddress: String
    let peer: LinkPeer
    /// UTC milliseconds.
    let openedAt: Int64
    /// Bytes of frames with their headers, before encryption.
    private(set) var bytesIn: UInt64 = 0
    private(set) var bytesOut: UInt64 = 0
    /// Whether the driver may go on sending. Frames given in spite of it are sent nevertheless.
    var isWritable: Bool { self.handler?.isWritable ?? false }
    /// Something new has come over it to the disk of one of its ends.
    var hasMoved = false
    private var state = State.open

    private weak var handler: LinkFrameHandler?
    private let channel: any Channel
    private var onClose: ((Link, String) -> Void)?

    init(
        id: UInt64,
        direction: Direction,
        remoteAddress: String,
        peer: LinkPeer,
        openedAt: Int64,
        channel: any Channel,
        onClose: @escaping (Link, String) -> Void
    ) {
        self.id = id
        self.direction = direction
        self.remoteAddress = remoteAddress
        self.peer = peer
        self.openedAt = openedAt
        self.channel = channel
        self.onClose = onClose
    }

    /// False from the moment that the link is being closed by either end.
    var isOpen: Bool {
        if case .open = self.state { true } else { false }
    }

    /// Whether the other end is on this machine.
    var isLocal: Bool {
        self.remoteAddress.hasPrefix("127.") || self.remoteAddress.hasPrefix("[::1]")
            || self.remoteAddress.hasPrefix("localhost")
    }

    /// Sends a frame of 1 byte up to the configured limit. All frames given in one turn of the event
    /// loop leave together. A frame of another length closes the link (`frame-too-long`).
    func send(_ frame: [UInt8]) {
        self.channel.eventLoop.preconditionInEventLoop()
        guard self.isOpen else { return }
        self.handler?.send(frame)
    }

    /// Sends what was given and closes. The driver hears of it in a later turn of the event loop.
    func close(reason: String) {
        self.channel.eventLoop.preconditionInEventLoop()
        guard self.isOpen else { return }
        self.state = .closing(reason: reason)
        self.handler?.flushPending()
        self.channel.eventLoop.assumeIsolated().execute { self.report() }
        self.channel.close(promise: nil)
    }

    /// Stops taking bytes from the network, so that the other end is slowed down.
    func pauseReading() {
        try? self.channel.syncOptions?.setOption(.autoRead, value: false)
    }

    func resumeReading() {
        try? self.channel.syncOptions?.setOption(.autoRead, value: true)
    }

    // MARK: For the links' machinery

    /// Closes and tells the driver at once. For events that come from the network only.
    func finish(reason: String) {
        if self.isOpen { self.state = .closing(reason: reason) }
        self.report()
        self.channel.close(promise: nil)
    }

    private func report() {
        guard case .closing(let reason) = self.state, let onClose = self.onClose else { return }
        self.onClose = nil
        onClose(self, reason)
    }
}

extension Link {
    func attach(_ handler: LinkFrameHandler) {
        self.handler = handler
    }

    func countIn(_ bytes: Int) {
        self.bytesIn += UInt64(bytes)
    }

    func countOut(_ bytes: Int) {
        self.bytesOut += UInt64(bytes)
    }
}
