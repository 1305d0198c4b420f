import Foundation
import Synchronization

/// Where the program writes to.
package protocol OutputSink: Sendable {
    /// Results. Throws ``OutputFailure`` when they cannot be written.
    func write(_ text: String) throws(OutputFailure)
    /// Progress and errors; a failure to write them is no failure of the command.
    func note(_ text: String)
}

/// The results could not be written.
package struct OutputFailure: Error {
    /// Whoever read them stopped, as `head` does: nothing is wrong.
    package let readerLeft: Bool
}

/// The process's own standard output and standard error.
package struct StandardStreams: OutputSink {
    package init() {}

    package func write(_ text: String) throws(OutputFailure) {
        let code = Self.write(text, to: STDOUT_FILENO)
        guard code == 0 else { throw OutputFailure(readerLeft: code == EPIPE) }
    }

    package func note(_ text: String) {
        _ = Self.write(text, to: STDERR_FILENO)
    }

    /// Past any buffer, so that results and notes stay in order and a failure is seen here.
    ///
    /// - Returns: The system's error number, 0 when all is written.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}

/// Keeps what is written, for tests.
package final class CapturedStreams: OutputSink {
    private let texts = Mutex((output: "", errors: ""))

    package init() {}

    package var output: String { self.texts.withLock { $0.output } }
    package var errors: String { self.texts.withLock { $0.errors } }

    package func write(_ text: String) throws(OutputFailure) {
        self.texts.withLock { $0.output += text }
    }

    package func note(_ text: String) {
        self.texts.withLock { $0.errors += text }
    }
}
