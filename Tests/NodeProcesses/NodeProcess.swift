package import Admin
package import Foundation
import NIOCore
import Synchronization

/// One office's node, run as the real program: started, stopped, killed and started again on the
/// same ports and in the same data folder.
package final class NodeProcess: Disposable {
    private struct State {
        var program: ChildProgram?
        var client: OfficeClient?
        /// Options that were added after the node was set up.
        var furtherSettings: [String] = []
    }

    /// Said by a node when its console and its links can be reached.
    private static let readyMark = "ready:"

    /// The office's code.
    package let office: String
    /// Its Chinese name.
    package let name: String
    package let dataFolder: String
    package let linkPort: Int
    package let apiPort: Int
    private let binaries: NodeBinaries
    private let log: LogFile
    /// Configuration keys as options of `cast-node run`.
    private let settings: [String]
    private let state = Mutex(State())

    /// Chooses ports; nothing is started.
    ///
    /// - Parameters:
    ///   - folder: holds the node's data folder and its log, both named after the office.
    ///   - mark: tells further nodes of one office apart; added to the names of folder and log.
    ///   - settings: configuration keys as options of `cast-node run`.
    package init(
        office: String,
        name: String,
        in folder: String,
        mark: String = "",
        binaries: NodeBinaries,
        settings: [String] = []
    ) throws(ProcessFailure) {
        self.office = office
        self.name = name
        self.dataFolder = "\(folder)/\(office)\(mark)"
        self.linkPort = try FreePort.pick()
        self.apiPort = try FreePort.pick()
        self.binaries = binaries
        self.log = try LogFile(path: "\(folder)/logs/\(office)\(mark).log")
        self.settings = settings
    }

    package var logFile: String { self.log.path }

    /// The running program's number.
    package var processID: pid_t? { self.state.withLock { $0.program?.processID } }

    /// The API of this node, also while it is down: then every call fails.
    ///
    /// - Throws: ``ProcessFailure`` before the first start.
    package func client() throws(ProcessFailure) -> OfficeClient {
        guard let client = self.state.withLock({ $0.client }) else {
            throw ProcessFailure("\(self.name) 还没有启动过", "\(self.office) was never started")
        }
        return client
    }
}

// MARK: - Setting up

extension NodeProcess {
    /// `cast-node init`: this office is the root of a new tree.
    ///
    /// - Parameter advertise: `host:port` that invitations name.
    package func initialize(advertise: String? = nil) async throws {
        try await self.perform(
            ["init", "--office", self.office, "--name", self.name]
                + (advertise.map { ["--advertise", $0] } ?? [])
        )
    }

    /// `cast-node enroll`: this office joins the tree of its parent, whose node must be running.
    package func enroll(
        under parent: NodeProcess,
        level: String,
        advertise: String? = nil
    ) async throws {
        let invitation = try await parent.client().invite(
            InvitationDraft(office: self.office, name: self.name, level: level, validHours: 1),
            by: Caller(user: "admin")
        )
        try await self.perform(
            ["enroll", "--token", invitation.token]
                + (advertise.map { ["--advertise", $0] } ?? [])
        )
    }

    /// `cast-node move`: this office goes on under another parent, whose node must be running. This
    /// one MUST NOT.
    package func move(under parent: NodeProcess, level: String) async throws {
        let invitation = try await parent.client().invite(
            InvitationDraft(office: self.office, name: self.name, level: level, validHours: 1),
            by: Caller(user: "admin")
        )
        try await self.perform(["move", "--token", invitation.token], addresses: false)
    }

    /// `cast-node restore`: a backup takes the place of this node, which MUST NOT be running.
    package func restore(_ backup: String, replacing: Bool = true) async throws {
        // A restored node makes a new token.
        await self.forgetClient()
        try await self.perform(
            ["restore", backup] + (replacing ? ["--replace"] : []),
            addresses: false
        )
    }

    /// `cast-node recover`, while this node is stopped.
    package func recover() async throws { try await self.perform(["recover"], addresses: false) }

    private func perform(_ words: [String], addresses: Bool = true) async throws {
        let log = self.log
        var arguments = words + ["--data-dir", self.dataFolder, "--lang", "en"]
        if addresses {
            arguments += [
                "--link-host", "127.0.0.1", "--link-port", "\(self.linkPort)",
                "--api-port", "\(self.apiPort)",
            ]
        }
        let program = try ChildProgram(self.binaries.node, arguments) { log.add($0) }
        let (end, _, errors) = try await program.finished()
        guard end == .success else {
            throw ProcessFailure(
                "cast-node \(words[0])（\(self.office)）失败：\(errors)",
                "cast-node \(words[0]) of \(self.office) failed: \(errors)"
            )
        }
    }
}

// MARK: - Running

extension NodeProcess {
    /// `cast-node run`, until it says that it is ready.
    ///
    /// - Returns: how long that took.
    /// - Throws: ``ProcessFailure`` with the end of its log when it ends instead, or takes too long.
    @discardableResult
    package func start(seconds: Int64 = Waiting.secondsDefault) async throws -> Duration {
        let begun = ContinuousClock.now
        let log = self.log
        let ready = Waiting.eventLoop.makePromise(of: Void.self)
        let arguments =
            ["run", "--data-dir", self.dataFolder, "--lang", "en"] + self.settings
            + self.state.withLock { $0.furtherSettings }
        let program: ChildProgram
        do {
            program = try ChildProgram(self.binaries.node, arguments) { line in
                log.add(line)
                if line.hasPrefix(Self.readyMark) { ready.succeed() }
            }
        } catch {
            ready.fail(error)
            throw error
        }
        self.state.withLock { $0.program = program }
        let name = "cast-node run, \(self.office)"
        program.whenEnded.whenComplete { _ in
            ready.fail(
                ProcessFailure(
                    "\(name) 启动后退出，日志：\n\(log.tail)",
                    "\(name) ended before it was ready; its log:\n\(log.tail)"
                )
            )
        }
        Waiting.limit(ready, name, seconds: seconds)
        try await ready.futureResult.get()
        if self.state.withLock({ $0.client == nil }) {
            let client = OfficeClient(try NodeAccess(dataFolder: self.dataFolder))
            self.state.withLock { $0.client = client }
        }
        return ContinuousClock.now - begun
    }

    /// Takes these configuration keys too, as options of `cast-node run`, from the next start on.
    package func configure(_ settings: [String]) {
        self.state.withLock { $0.furtherSettings = settings }
    }

    /// Links with a further office above from the next start on.
    package func dialAlso(_ upper: NodeProcess, path: String) {
        self.configure(["--link-also", "\(path)@127.0.0.1:\(upper.linkPort)"])
    }

    /// `kill -9`: the program has no moment to finish anything. Returns when it is gone.
    package func kill() async throws {
        _ = try await self.end(with: SIGKILL)
    }

    /// Asks it to stop (SIGTERM) and waits until it has.
    @discardableResult
    package func terminate() async throws -> ChildProgram.End? {
        try await self.end(with: SIGTERM)
    }

    /// Stops the program where it stands: it answers nothing, and its connections stay open.
    package func pause() { self.program?.send(SIGSTOP) }

    /// Lets a paused program go on.
    package func resume() { self.program?.send(SIGCONT) }

    /// Ends the program and lets go of everything held here, whatever state it is in.
    package func dispose() async {
        _ = try? await self.end(with: SIGKILL)
        await self.forgetClient()
    }

    private func forgetClient() async {
        let client = self.state.withLock { state in
            defer { state.client = nil }
            return state.client
        }
        await client?.shutdown()
    }

    /// Runs `cast-admin` against this node.
    package func admin(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> (end: ChildProgram.End, output: String, errors: String) {
        try await ChildProgram(
            self.binaries.admin,
            arguments + ["--data-dir", self.dataFolder],
            environment: environment
        ).finished()
    }

    private var program: ChildProgram? { self.state.withLock { $0.program } }

    private func end(with signal: Int32) async throws -> ChildProgram.End? {
        guard let program else { return nil }
        program.send(signal)
        let end = try await program.end()
        self.state.withLock { $0.program = nil }
        return end
    }
}
