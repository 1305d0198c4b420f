import Dispatch
import NIOCore
import NIOPosix

/// Waits for what another program does.
package enum Waiting {
    /// How long to wait for anything before it counts as failed.
    package static let secondsDefault: Int64 = 60
    /// Between two looks at something that sends no news of itself.
    private static let millisecondsBetweenLooks: Int64 = 10

    /// Looks again and again until `isTrue` answers yes.
    ///
    /// - Parameter what: what is waited for, said when it does not come.
    /// - Throws: ``ProcessFailure`` when the time is over, and whatever `isTrue` throws.
    package static func until(
        _ what: String,
        seconds: Int64 = Waiting.secondsDefault,
        _ isTrue: () async throws -> Bool
    ) async throws {
        let deadline = NIODeadline.now() + .seconds(seconds)
        while !(try await isTrue()) {
            guard NIODeadline.now() < deadline else { throw Self.late(what, seconds: seconds) }
            try await Self.untilNextLook()
        }
    }

    /// Fails a promise when its time is over; an earlier outcome stands.
    static func limit<Value: Sendable>(
        _ promise: EventLoopPromise<Value>,
        _ what: String,
        seconds: Int64
    ) {
        let timer = promise.futureResult.eventLoop.scheduleTask(in: .seconds(seconds)) {
            promise.fail(Self.late(what, seconds: seconds))
        }
        promise.futureResult.whenComplete { _ in timer.cancel() }
    }

    /// A moment's pause between two looks, or a random one before a blow.
    package static func moment(microseconds: Int64) async throws {
        try await Self.eventLoop.scheduleTask(in: .microseconds(microseconds)) {}
            .futureResult.get()
    }

    static var eventLoop: any EventLoop { MultiThreadedEventLoopGroup.singleton.any() }

    static func late(_ what: String, seconds: Int64) -> ProcessFailure {
        ProcessFailure(
            "等了 \(seconds) 秒仍未等到：\(what)",
            "waited \(seconds) seconds in vain for: \(what)"
        )
    }

    private static func untilNextLook() async throws {
        try await Self.moment(microseconds: Self.millisecondsBetweenLooks * 1_000)
    }
}
