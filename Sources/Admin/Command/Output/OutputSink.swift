import Foundation
import Synchronization

/// Where the program writes to.
protocol OutputSink: Sendable {
    /// Results. Throws ``OutputFailure`` when they cannot be written.
    func write(_ text: String) throws(OutputFailure)
    /// Progress and errors; a failure to write them is no failure of the command.
    func note(_ text: String)
}

/// The results could not be written.
struct OutputFailure: Error {
    /// Whoever read them stopped, as `head` does: nothing is wrong.
    let readerLeft: Bool
}

/// The process's own standard output and standard error.
struct StandardStreams: OutputSink {
    func write(_ text: String) throws(OutputFailure) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error)
                .flatMap { $0 as? POSIXError }?.code
            throw OutputFailure(readerLeft: code == .EPIPE)
        }
    }

    func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}

/// Keeps what is written, for tests.
final class CapturedStreams: OutputSink {
    private let texts = Mutex((output: "", errors: ""))

    var output: String { self.texts.withLock { $0.output } }
    var errors: String { self.texts.withLock { $0.errors } }

    func write(_ text: String) throws(OutputFailure) {
        self.texts.withLock { $0.output += text }
    }

    func note(_ text: String) {
        self.texts.withLock { $0.errors += text }
    }
}
