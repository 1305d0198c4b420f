package import Foundation
import NIOCore

/// A program that was started, with its output being read.
package final class ChildProgram: Sendable {
    /// How it ended.
    package struct End: Sendable, Equatable {
        /// The exit status, or the signal's number.
        package let code: Int32
        package let isSignal: Bool

        package static let success = End(code: 0, isSignal: false)
    }

    package let processID: pid_t
    private let name: String
    private let process: Process
    private let output: LineReader
    private let errors: LineReader
    private let ended: EventLoopPromise<End>

    /// - Parameter onLine: called with every line of the output and of the errors, in some thread.
    /// - Throws: ``ProcessFailure`` when the program cannot be started.
    package init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        onLine: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(ProcessFailure) {
        self.output = try LineReader(onLine: onLine)
        self.errors = try LineReader(onLine: onLine)
        let ended = Waiting.eventLoop.makePromise(of: End.self)
        self.ended = ended
        self.name = URL(filePath: path).lastPathComponent
        self.process = Process()
        self.process.executableURL = URL(filePath: path)
        self.process.arguments = arguments
        self.process.environment = Self.plainEnvironment.merging(environment) { $1 }
        self.process.standardInput = FileHandle.nullDevice
        self.process.standardOutput = self.output.target
        self.process.standardError = self.errors.target
        self.process.terminationHandler = {
            ended.succeed(
                End(code: $0.terminationStatus, isSignal: $0.terminationReason == .uncaughtSignal)
            )
        }
        do {
            try self.process.run()
            self.output.started()
            self.errors.started()
        } catch {
            self.output.started()
            self.errors.started()
            ended.fail(error)
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
            let reason = String(cString: strerror(Int32((cause as NSError).code)))
            throw ProcessFailure("无法启动 \(path)：\(reason)", "cannot start \(path): \(reason)")
        }
        self.processID = self.process.processIdentifier
    }

    /// Whether it has not ended yet, as far as is known here.
    package var isRunning: Bool { self.process.isRunning }

    /// The future end, for those who wait for one of several things.
    var whenEnded: EventLoopFuture<End> { self.ended.futureResult }

    package func send(_ signal: Int32) {
        // A program that has ended and been waited for has no number any more.
        guard self.process.isRunning else { return }
        kill(self.processID, signal)
    }

    /// - Throws: ``ProcessFailure`` when it has not ended in time.
    package func end(seconds: Int64 = Waiting.secondsDefault) async throws -> End {
        let promise = Waiting.eventLoop.makePromise(of: End.self)
        self.ended.futureResult.cascade(to: promise)
        Waiting.limit(promise, "\(self.name) \(self.processID)", seconds: seconds)
        return try await promise.futureResult.get()
    }

    /// Waits for its end and gives what it wrote.
    package func finished(
        seconds: Int64 = Waiting.secondsDefault
    ) async throws -> (end: End, output: String, errors: String) {
        let end = try await self.end(seconds: seconds)
        return (end, try await self.output.all(), try await self.errors.all())
    }

    /// Without the variables that would configure a node, and in a fixed locale.
    private static var plainEnvironment: [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("CAST_")
        }
        environment["LC_ALL"] = "C.UTF-8"
        return environment
    }
}
