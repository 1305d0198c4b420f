import Admin
import Foundation
import Logging
import OfficeWork
import ServiceLifecycle
import SyncProtocol
import Testing

@testable import Node

/// A whole node in the test's process: store in a folder of its own, TLS on loopback, HTTP API.
struct RunningNode: Sendable {
    let client: OfficeClient
    let access: NodeAccess
    let linkPort: Int
    let dataFolder: String
    /// What the node offers, before anybody is asked who they are.
    let service: OfficeService

    struct NotSeen: Error, CustomStringConvertible {
        let description: String
    }

    /// Sets a node up, starts it, and stops it when the body is done.
    ///
    /// - Parameters:
    ///   - settings: configuration as on the command line.
    ///   - registration: what the node's own roster says from the beginning.
    static func run(
        _ identity: NodeIdentity,
        seed: [UInt8],
        settings: [String] = [],
        registration: RecordIntent? = nil,
        _ body: (RunningNode) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("cast-node-\(UUID().uuidString)").path
        try DurableFile.createFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try NodeSetup.complete(identity, in: folder, seed: seed, now: SystemTime.milliseconds())
        if let registration {
            try await NodeSetup.register(registration, of: identity, in: folder)
        }
        try IdentityFolder(dataFolder: folder).saveCredentials(identity.chain.encoded())
        try await Self.run(in: folder, settings: settings, body)
    }

    /// Starts the node that is set up in a folder, and stops it when the body is done.
    ///
    /// - Parameters:
    ///   - suites: those that the program knows.
    ///   - catalogue: the kinds of records that it knows.
    ///   - linkPort: 0 for any.
    static func run(
        in folder: String,
        suites: SuiteRegistry = .shipped,
        catalogue: RecordCatalogue = .standard,
        linkPort: Int = 0,
        settings: [String] = [],
        _ body: (RunningNode) async throws -> Void
    ) async throws {
        let configuration = try NodeConfiguration.load(
            dataFolder: folder,
            file: nil,
            arguments: Self.arguments + ["--link-listen-port", String(linkPort)] + settings,
            environment: [:]
        )
        try await Self.run(configuration, suites, catalogue, body)
    }

    private static let arguments = [
        "--link-listen-host", "127.0.0.1", "--api-port", "0",
    ]

    private static func run(
        _ configuration: NodeConfiguration,
        _ suites: SuiteRegistry,
        _ catalogue: RecordCatalogue,
        _ body: (RunningNode) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (addresses, ready) = AsyncStream.makeStream(of: String.self)
        let runtime = try await NodeRuntime.make(
            configuration,
            suites: suites,
            catalogue: catalogue,
            logger: logger
        ) { _, links in ready.yield(links) }
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: Whole(runtime: runtime, ready: ready))],
                logger: logger
            )
        )
        async let running: Void = group.run()
        do {
            let links = await addresses.first { _ in true }
            let address = try #require(links.flatMap { HostAndPort($0) })
            let access = try NodeAccess(dataFolder: configuration.dataFolder)
            try await OfficeClient.withClient(access) { client in
                try await body(
                    RunningNode(
                        client: client,
                        access: access,
                        linkPort: address.port,
                        dataFolder: configuration.dataFolder,
                        service: runtime.service
                    )
                )
            }
        } catch {
            await group.triggerGracefulShutdown()
            try? await running
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running
    }

    private struct Whole: Service {
        let runtime: NodeRuntime
        let ready: AsyncStream<String>.Continuation

        func run() async throws {
            defer { self.ready.finish() }
            try await self.runtime.run()
        }
    }

    /// Reads until there is something, looking again whenever the store has moved.
    @discardableResult
    func eventually<Value>(
        _ what: String,
        _ read: (OfficeClient) async throws -> Value?
    ) async throws -> Value {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            let version = try await self.client.status(by: .unnamed).storeVersion
            if let value = try await read(self.client) { return value }
            guard ContinuousClock.now < deadline else { throw NotSeen(description: what) }
            _ = try await self.client.dashboard(
                office: nil,
                period: nil,
                after: version,
                timeoutSeconds: 1,
                by: .unnamed
            )
        }
    }
}
