import NIOCore
import Synchronization

/// The links' event loop, and the way onto it for those who work beside it: the store's writer, and threads that
/// read, check and sign.
///
/// They may be at work still when the node stops, and their word comes when nobody listens any more. Nothing is lost
/// by that: what they know is on the disk, or is found out again at the next start.
final class LinkLoop: Sendable {
    let eventLoop: any EventLoop
    private let isOpen = Mutex(true)

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Does something on the loop, in the order of the calls; nothing once the loop is closed.
    func execute(_ body: @escaping @Sendable () -> Void) {
        self.isOpen.withLock { isOpen in
            guard isOpen else { return }
            self.eventLoop.execute(body)
        }
    }

    /// MUST be called before the loop is shut down.
    func close() { self.isOpen.withLock { $0 = false } }
}
