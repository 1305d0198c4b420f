import Foundation

/// A program that this one started. Its standard output is read here, its standard error goes to a file.
struct ChildProcess: Sendable {
    let identifier: pid_t
    /// The end of the pipe at which its standard output is read.
    private let output: Int32

    /// - Parameters:
    ///   - program: An absolute path.
    ///   - log: The file that its standard error is added to.
    static func start(_ program: String, _ arguments: [String], log: String) throws -> Self {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.failed("pipe", errno) }
        // The child gets the writing end as its standard output and neither of these two.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(
            &actions,
            STDERR_FILENO,
            log,
            O_WRONLY | O_CREAT | O_APPEND,
            0o600
        )
        // This program ignores the signals that it watches; its children must not.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        var identifier: pid_t = 0
        let status = posix_spawn(&identifier, program, &actions, &attributes, words, environ)
        close(ends[1])
        guard status == 0 else {
            close(ends[0])
            throw Self.failed(program, status)
        }
        Leftovers.shared.add(process: identifier)
        return Self(identifier: identifier, output: ends[0])
    }

    /// Runs a program to its end and gives what it wrote.
    static func run(_ program: String, _ arguments: [String], log: String) async throws -> String {
        let child = try Self.start(program, arguments, log: log)
        let said = await child.read { _ in false }
        let status = await child.waitForExit()
        guard status == 0 else {
            throw BenchError(
                "\(program) \(arguments.first ?? "") ended with \(status): \(Self.tail(log))"
            )
        }
        return said
    }

    /// Reads standard output on a thread of its own until the text read so far is enough or the
    /// program closes it; what comes later is read and dropped.
    func read(until isEnough: @escaping @Sendable (String) -> Bool) async -> String {
        let output = self.output
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var text = ""
                var waiting: CheckedContinuation<String, Never>? = continuation
                var bytes = [UInt8](repeating: 0, count: 4_096)
                while true {
                    let count = Glibc.read(output, &bytes, bytes.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { break }
                    guard waiting != nil else { continue }
                    text += String(decoding: bytes[..<count], as: UTF8.self)
                    if isEnough(text) {
                        waiting?.resume(returning: text)
                        waiting = nil
                    }
                }
                close(output)
                waiting?.resume(returning: text)
            }
        }
    }

    func signal(_ number: Int32) {
        kill(self.identifier, number)
    }

    /// Ends the process when it takes too long; to be cancelled when it does not.
    func killed(afterSeconds seconds: Int) -> Task<Void, any Error> {
        Task { @Sendable in
            try await Task.sleep(for: .seconds(seconds))
            self.signal(SIGKILL)
        }
    }

    /// - Returns: the exit code, or 128 and the number of the signal that ended it.
    func waitForExit() async -> Int32 {
        let identifier = self.identifier
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
                Leftovers.shared.forget(process: identifier)
                let number = status & 0x7f
                continuation.resume(returning: number == 0 ? (status >> 8) & 0xff : 128 + number)
            }
        }
    }

    /// The last lines of a log, for an error.
    static func tail(_ log: String) -> String {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").suffix(3)
        return lines.isEmpty ? "it said nothing" : lines.joined(separator: " | ")
    }

    private static func failed(_ what: String, _ number: Int32) -> BenchError {
        BenchError("\(what) failed: \(String(cString: strerror(number)))")
    }
}
