import Admin
import Foundation
import NIOCore
import SyncProtocol
import Testing

@testable import Node

@Suite("The clock, and where a node listens")
struct ReleaseTests {
    @Test("The day on which the program was made is not in the future, or no node could be set up")
    func notInTheFuture() {
        #expect(!Release.isAfter(SystemTime.milliseconds()))
        #expect(ChinaTime.text(Release.milliseconds).hasPrefix("2026-11-01"))
    }

    @Test(
        "By a clock that shows 1970 no tree is made and nobody joins",
        arguments: ["init", "enroll", "move"]
    )
    func before(_ command: String) async throws {
        let streams = CapturedStreams()
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-clock-\(UUID().uuidString)").path
        let context = NodeContext(sink: streams, environment: [:], language: .en, now: { 0 })
        let words =
            command == "init" ? ["--office", "100000", "--name", "中国科协"] : ["--token", "cast1-a"]
        let status = await NodeRunner.run([command, "--data-dir", folder] + words, in: context)
        #expect(status == .configuration)
        #expect(streams.errors.contains("1970-01-01") && streams.errors.contains("set the clock"))
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test(
        "A node says what is wrong with its own certificates by its clock, and nothing while all is well"
    )
    func ownChain() throws {
        let seed = NodeIdentity.freshSeed(for: .ed25519)
        func faults(madeAt start: Int64, now: Int64) throws -> [String] {
            try NodeIdentity.createRoot(
                path: path("100000"),
                suite: .ed25519,
                seed: seed,
                now: start
            )
            .clockFaults(now: now).map(\.english)
        }
        let now = Release.milliseconds
        #expect(try faults(madeAt: now, now: now).isEmpty)
        // Made by a clock that showed 1970: ended in 1980.
        let ended = try faults(madeAt: 0, now: now)
        #expect(ended.count == 1)
        #expect(ended.first?.contains("identity/authority.chain.pem") == true)
        #expect(ended.first?.contains("has expired: 100000") == true)
        // Made by the right clock, started with a wrong one: the clock is named first.
        let early = try faults(madeAt: now, now: 0)
        #expect(early.count == 2 && early[0].contains("set the clock first"))
        #expect(early.count == 2 && early[1].contains("is not valid yet"))
    }

    @Test(
        "Why a port cannot be had is said in words, and what stays wrong is a fault of the configuration",
        arguments: [
            (EADDRINUSE, "Address already in use", Admin.ExitStatus.unavailable),
            (EADDRNOTAVAIL, "Cannot assign requested address", .configuration),
            (EACCES, "Permission denied", .configuration),
        ]
    )
    func listening(_ code: Int32, _ words: String, _ status: Admin.ExitStatus) {
        let failure = NodeFailure.cannotListen(
            Phrase("控制台", "the console"),
            on: HostAndPort(host: "::1", port: 80),
            keys: "api.host, api.port",
            IOError(errnoCode: code, reason: "bind")
        )
        #expect(failure.status == status)
        #expect(failure.text.english.contains("on [::1]:80: \(words); check api.host, api.port"))
    }

    @Test("A host that nobody knows is named as such")
    func unknownHost() throws {
        // A blank is in no name, so nobody is asked.
        let error = #expect(throws: SocketAddressError.UnknownHost.self) {
            try SocketAddress.makeAddressResolvingHost("no host", port: 80)
        }
        let failure = NodeFailure.cannotListen(
            Phrase("控制台", "the console"),
            on: HostAndPort(host: "no.such.host", port: 80),
            keys: "api.host",
            try #require(error)
        )
        #expect(failure.status == .configuration)
        #expect(failure.text.english.contains("the host no.such.host is not known"))
    }
}
