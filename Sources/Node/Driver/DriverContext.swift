import Decision
import Logging
import NIOCore
import Store

/// What everybody who works for the relay's driver goes by.
struct DriverContext: Sendable {
    let store: OfficeStore
    /// UTC milliseconds.
    let clock: @Sendable () -> Int64
    let logger: Logger

    /// Monotonic milliseconds, by which the relay goes.
    static var uptimeMilliseconds: Int64 {
        Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000)
    }

    /// Writes what the store noticed into the log, where it is for people who run the node.
    func log(_ notice: StoreNotice) {
        switch notice {
        case .incarnationOpened(let incarnation, let reason):
            self.logger.warning(
                "writing goes on in a new incarnation",
                metadata: [
                    "incarnation": "\(String(incarnation, radix: 16))",
                    "reason": "\(reason.rawValue)",
                ]
            )
        case .clockCorrected(let incarnation):
            self.logger.warning(
                "the clock went back; writing goes on in a new incarnation",
                metadata: ["incarnation": "\(String(incarnation, radix: 16))"]
            )
        case .changeDamaged(let change):
            self.logger.error("a change is damaged on the disk", metadata: ["change": "\(change)"])
        case .feedForked(let feed, let number):
            self.logger.warning(
                "a feed has two branches",
                metadata: ["feed": "\(feed)", "number": "\(number)"]
            )
        case .quarantineDropped(let count):
            self.logger.warning(
                "the quarantine is full; the oldest units of whoever brought most gave way",
                metadata: ["count": "\(count)"]
            )
        case .reorganised, .quarantined, .heldApplied, .rosterChanged, .directivesTouched,
            .reportingChanged:
            break
        }
    }
}
