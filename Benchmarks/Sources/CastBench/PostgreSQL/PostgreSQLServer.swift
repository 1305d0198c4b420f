import Foundation

/// One PostgreSQL server of its own: its folder, its port and, while it runs, its processes.
final class PostgreSQLServer {
    private static let startSecondsMax = 60
    private static let stopSecondsMax = 60
    /// As Debian ships it, durable at each commit, but for what a subscriber needs.
    private static let settings = [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "wal_level=logical",
    ]

    let port: Int
    private let folder: String
    private let programs: PostgreSQLPrograms
    private var child: ChildProcess?

    init(folder: String, programs: PostgreSQLPrograms) throws {
        self.folder = folder
        self.programs = programs
        self.port = try FreePort.find()
    }

    private var log: String { self.folder + ".log" }

    /// Makes the database and starts the server; returns when it answers.
    func start() async throws {
        try self.programs.makeFolder(self.folder)
        let making = self.programs.command(
            "initdb",
            [
                "-D", self.folder + "/data", "-U", PostgreSQLClient.user, "--auth=trust",
                "--encoding=UTF8", "--locale=C.UTF-8",
            ]
        )
        _ = try await ChildProcess.run(making.program, making.arguments, log: self.log)
        let running = self.programs.command(
            "postgres",
            ["-D", self.folder + "/data", "-p", "\(self.port)"]
                + Self.settings.flatMap { ["-c", $0] }
        )
        self.child = try ChildProcess.start(running.program, running.arguments, log: self.log)
        let deadline = ContinuousClock.now + .seconds(Self.startSecondsMax)
        while true {
            if let client = try? PostgreSQLClient(port: self.port) {
                client.disconnect()
                return
            }
            guard ContinuousClock.now < deadline else {
                throw BenchError("PostgreSQL does not start: \(ChildProcess.tail(self.log))")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func stop() async throws {
        guard let child = self.child else { return }
        self.child = nil
        // Ends what is connected and then itself.
        child.signal(SIGINT)
        let watchdog = child.killed(afterSeconds: Self.stopSecondsMax)
        let status = await child.waitForExit()
        watchdog.cancel()
        _ = await child.read { _ in false }
        guard status == 0 else {
            throw BenchError("PostgreSQL ended with \(status): \(ChildProcess.tail(self.log))")
        }
    }

    /// CPU seconds of the server and of all processes that it has or had.
    func cpuSeconds() throws -> Double {
        guard let child = self.child else { throw BenchError("this PostgreSQL does not run") }
        return try ProcessUsage.cpuSeconds(ofFamily: child.identifier)
    }
}
