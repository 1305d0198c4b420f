import NIOCore
import SyncProtocol

@testable import Node

/// Remembers what the links report, and wakes those who wait for it. Confined to the event loop.
final class LinkRecorder: LinkEvents {
    struct NotSeen: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var opened: [Link] = []
    private(set) var closed: [(link: Link, reason: String)] = []
    private(set) var refused: [LinkRefusal] = []
    private(set) var received: [[UInt8]] = []
    /// The links over which frames have come.
    private(set) var senders: [Link] = []
    private(set) var idleCount = 0
    private(set) var writableCount = 0
    var onOpen: (Link) -> Void = { _ in }
    var onReceive: (Link, [UInt8]) -> Void = { _, _ in }

    private let eventLoop: any EventLoop
    private var waiting: [(condition: (LinkRecorder) -> Bool, promise: EventLoopPromise<Void>)] = []

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    var closeReasons: [String] { self.closed.map(\.reason) }
    var refusalReasons: [LinkRefusal.Reason] { self.refused.map(\.reason) }

    /// Fulfilled as soon as the condition holds; fails after a minute.
    func wait(
        for what: String,
        until condition: @escaping (LinkRecorder) -> Bool
    ) -> EventLoopFuture<Void> {
        if condition(self) { return self.eventLoop.makeSucceededVoidFuture() }
        let promise = self.eventLoop.makePromise(of: Void.self)
        self.waiting.append((condition, promise))
        let timer = self.eventLoop.assumeIsolated().scheduleTask(in: .seconds(60)) {
            promise.fail(
                NotSeen(
                    description: "\(what); opened \(self.opened.count), "
                        + "received \(self.received.count), closed \(self.closeReasons), "
                        + "refused \(self.refusalReasons)"
                )
            )
        }
        promise.futureResult.assumeIsolated().whenComplete { _ in timer.cancel() }
        return promise.futureResult
    }

    private func wake() {
        let satisfied = self.waiting.filter { $0.condition(self) }
        self.waiting.removeAll { $0.condition(self) }
        for item in satisfied { item.promise.succeed() }
    }

    func linkOpened(_ link: Link, peer: LinkPeer) {
        self.opened.append(link)
        self.onOpen(link)
        self.wake()
    }

    func linkReceived(_ link: Link, frame: [UInt8]) {
        self.received.append(frame)
        self.senders.append(link)
        self.onReceive(link, frame)
        self.wake()
    }

    func linkClosed(_ link: Link, reason: String) {
        self.closed.append((link, reason))
        self.wake()
    }

    func linkRefused(_ refusal: LinkRefusal) {
        self.refused.append(refusal)
        self.wake()
    }

    func linkBecameWritable(_ link: Link) {
        self.writableCount += 1
        self.wake()
    }

    func linkIdle(_ link: Link) {
        self.idleCount += 1
        self.wake()
    }
}
