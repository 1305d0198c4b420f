import AsyncHTTPClient
import Foundation

/// One office's node: its folder, its ports and, while it runs, its process.
final class OfficeNode {
    /// A node that is not ready by then is broken.
    private static let startSecondsMax = 120
    private static let stopSecondsMax = 60

    let office: String
    let name: String
    let level: String
    let folder: String
    /// Its parents' port must stay the same over restarts.
    let linkPort: Int
    private let program: String
    private let http: HTTPClient
    private var child: ChildProcess?
    private(set) var client: NodeClient?

    init(
        office: String,
        name: String,
        level: String,
        folder: String,
        program: String,
        http: HTTPClient
    ) throws {
        self.office = office
        self.name = name
        self.level = level
        self.folder = folder
        self.linkPort = try FreePort.find()
        self.program = program
        self.http = http
    }

    private var log: String { self.folder + ".log" }

    private var setup: [String] {
        [
            "--data-dir", self.folder, "--link-port", "\(self.linkPort)",
            "--link-host", "127.0.0.1", "--api-port", "0", "--lang", "en",
        ]
    }

    func makeRoot() async throws {
        _ = try await ChildProcess.run(
            self.program,
            ["init", "--office", self.office, "--name", self.name] + self.setup,
            log: self.log
        )
    }

    /// Joins the tree below an office that runs.
    func enroll(under parent: OfficeNode) async throws {
        let draft = InvitationDraft(
            office: self.office,
            name: self.name,
            level: self.level,
            validHours: 1
        )
        let invitation: InvitationAnswer = try await parent.reached.post("invitations", draft)
        _ = try await ChildProcess.run(
            self.program,
            ["enroll", "--token", invitation.token] + self.setup,
            log: self.log
        )
    }

    /// - Returns: the time from starting the program to its word that it is ready.
    @discardableResult
    func start() async throws -> Duration {
        let begun = ContinuousClock.now
        let child = try ChildProcess.start(
            self.program,
            [
                "run", "--data-dir", self.folder, "--lang", "en", "--log-level", "warning",
                "--link-retry-milliseconds-max", "500",
            ],
            log: self.log
        )
        let watchdog = child.killed(afterSeconds: Self.startSecondsMax)
        let said = await child.read { $0.contains("\n") && $0.contains("ready:") }
        let duration = ContinuousClock.now - begun
        watchdog.cancel()
        guard said.contains("ready:") else {
            let status = await child.waitForExit()
            throw BenchError(
                "the node of \(self.office) ended with \(status) instead of becoming ready: "
                    + ChildProcess.tail(self.log)
            )
        }
        self.child = child
        self.client = NodeClient(
            http: self.http,
            address: try self.smallFile("api.address"),
            token: try self.smallFile("api.token")
        )
        return duration
    }

    /// Asks the node to stop and waits for its end.
    func stop() async throws {
        guard let child = self.child else { return }
        self.child = nil
        self.client = nil
        child.signal(SIGTERM)
        let watchdog = child.killed(afterSeconds: Self.stopSecondsMax)
        let status = await child.waitForExit()
        watchdog.cancel()
        guard status == 0 else {
            throw BenchError(
                "the node of \(self.office) ended with \(status) when told to stop: "
                    + ChildProcess.tail(self.log)
            )
        }
    }

    /// Ends the node as a power cut would.
    func crash() async {
        guard let child = self.child else { return }
        self.child = nil
        self.client = nil
        child.signal(SIGKILL)
        _ = await child.waitForExit()
    }

    /// The client of the running node.
    var reached: NodeClient {
        get throws {
            guard let client = self.client else {
                throw BenchError("the node of \(self.office) does not run")
            }
            return client
        }
    }

    func usage() throws -> ProcessUsage {
        guard let child = self.child else {
            throw BenchError("the node of \(self.office) does not run")
        }
        return try ProcessUsage.of(child.identifier)
    }

    /// The most memory that the running node has had resident at one time.
    func peakBytes() throws -> Int64 {
        guard let child = self.child else {
            throw BenchError("the node of \(self.office) does not run")
        }
        return try ProcessUsage.peakBytes(of: child.identifier)
    }

    /// The database; to be opened by others only while the node does not run.
    var storePath: String { self.folder + "/store.sqlite" }

    private func smallFile(_ name: String) throws -> String {
        let path = self.folder + "/" + name
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw BenchError("the node of \(self.office) is ready but wrote no \(path)")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
