import Admin
import Crypto
import Foundation
import Logging
import NIOCore
import Simulation
import SyncProtocol
import Testing

@testable import Node

/// A suite that no program is shipped with, from a new tree to its restored backup: programs that know it, and one
/// that does not.
@Suite("A tree of another cipher suite", .serialized, .timeLimit(.minutes(10)))
struct SecondSuiteTests {
    private static let known = SuiteRegistry([.ed25519, .second])
    private static let caller = Headquarters.caller
    private static let province = "510000"

    /// Runs a command of `cast-node` in a program that knows some suites.
    private func command(
        _ words: [String],
        _ suites: SuiteRegistry = Self.known
    ) async -> (status: Admin.ExitStatus, said: String) {
        let streams = CapturedStreams()
        let context = NodeContext(
            sink: streams,
            environment: [:],
            language: .en,
            suites: suites,
            now: { SystemTime.milliseconds() }
        )
        let status = await NodeRunner.run(words, in: context)
        return (status, streams.output + streams.errors)
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-suite-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try DurableFile.createFolder(folder)
        try await body(folder)
    }

    private func makeRoot(in folder: String) async {
        let (status, said) = await self.command([
            "init", "--data-dir", folder, "--office", "100000", "--name", "中国科协", "--suite",
            "markedED25519-sha512",
        ])
        #expect(status == .success, "\(said)")
        #expect(said.contains("cipher suite MarkedEd25519-SHA512"))
    }

    private func invitation(from node: RunningNode) async throws -> String {
        try await node.client.invite(
            InvitationDraft(
                office: Self.province,
                name: "四川省科学技术协会",
                level: "provincial",
                validHours: 1
            ),
            by: Self.caller
        )
        .token
    }

    // MARK: Everything

    @Test("It is made, joined, written in, added up, examined, backed up and put back")
    func everything() async throws {
        try await self.withFolder { folder in
            let (national, province) = ("\(folder)/national", "\(folder)/province")
            await self.makeRoot(in: national)
            var state = ""
            try await RunningNode.run(in: national, suites: Self.known) { above in
                let status = try await above.client.status(by: .unnamed)
                #expect(status.suite == 2 && status.suiteName == "MarkedEd25519-SHA512")
                let token = try await self.invitation(from: above)
                let joined = await self.command([
                    "enroll", "--data-dir", province, "--token", token,
                ])
                #expect(joined.status == .success, "\(joined.said)")
                try await RunningNode.run(in: province, suites: Self.known) { below in
                    let directive = try await self.goDown(from: above, to: below)
                    try await self.goUp(from: below, to: above, answering: directive)
                    try await self.examine(above, below)
                }
                state = try await above.client.status(by: .unnamed).stateDigest
                var backup = try await above.client.startBackup(
                    BackupDraft(folder: "\(folder)/backup"),
                    by: Self.caller
                )
                while !backup.isOver {
                    backup = try await above.client.backup(
                        after: backup.revision,
                        timeoutSeconds: 10,
                        by: .unnamed
                    )
                }
                #expect(backup.error == nil)
            }
            try await self.putBack("\(folder)/backup", in: "\(folder)/restored", state)
        }
    }

    /// A directive with a file.
    private func goDown(
        from above: RunningNode,
        to below: RunningNode
    ) async throws -> DirectiveDraft {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 65_536 + $0 / 7) }
        let file = try await above.client.addAttachment(
            name: "实施方案.pdf",
            byteCount: Int64(bytes.count),
            AsyncStream { continuation in
                continuation.yield(ByteBuffer(bytes: bytes))
                continuation.finish()
            }
        )
        var hasher = ContentHasher(suite: .second)
        hasher.update(bytes[...])
        let finished = hasher.finish()
        let manifest = try #require(finished)
        #expect(file.content == manifest.id(by: .second).description)
        let draft = Headquarters.directive(recipients: [Self.province])
            .with([AttachmentEntry(content: file.content, name: file.name)])
        _ = try await above.client.issue(draft, by: Self.caller)
        try await below.eventually("the directive") { client in
            try? await client.directive(draft.id, by: .unnamed)
        }
        let progress = try await below.client.fetchAttachment(file.content, waitSeconds: 60)
        #expect(progress.isHere)
        var found: [UInt8] = []
        let suite = try await below.client.attachment(file.content) { part, _ in found += part }
        #expect(suite == 2 && found == bytes)
        return draft
    }

    /// A receipt, and a report that the dashboard above shows.
    private func goUp(
        from below: RunningNode,
        to above: RunningNode,
        answering directive: DirectiveDraft
    ) async throws {
        _ = try await below.client.sign(
            ReceiptDraft(directive: directive.id),
            by: Self.caller
        )
        _ = try await below.client.submit([Headquarters.report()], by: Self.caller)
        try await above.eventually("the receipt") { client in
            try await client.trace(directive.id, by: .unnamed).steps.first { $0.signedAt != nil }
        }
        try await above.eventually("the total") { client in
            try await client.dashboard(DashboardQuery(indicator: "training.held"), by: .unnamed)
                .rows
                .first { $0.total == "12" && $0.offices == 1 }
        }
    }

    private func examine(_ above: RunningNode, _ below: RunningNode) async throws {
        for node in [above, below] {
            let report = try await node.client.verify(by: .unnamed)
            #expect(report.problems.isEmpty && report.stateDigest == report.rebuiltDigest)
        }
        let link = try await above.client.verify(
            LinkVerificationDraft(peer: Self.province, timeoutSeconds: 30),
            by: .unnamed
        )
        #expect(link.result == "equal")
        #expect(link.certificate?.signaturesAreGood == true)
        #expect(try await above.client.quarantine(PageRequest(), by: .unnamed).items.isEmpty)
    }

    private func putBack(_ backup: String, in folder: String, _ state: String) async throws {
        let refused = await self.command(
            ["restore", backup, "--data-dir", folder],
            .shipped
        )
        #expect(refused.status == .dataRefused)
        #expect(refused.said.contains("this tree goes by cipher suite 2"))
        let restored = await self.command(["restore", backup, "--data-dir", folder])
        #expect(restored.status == .success, "\(restored.said)")
        let rebuilt = await self.command(["rebuild", "--data-dir", folder])
        #expect(rebuilt.status == .success, "\(rebuilt.said)")
        try await RunningNode.run(in: folder, suites: Self.known) { node in
            let status = try await node.client.status(by: .unnamed)
            #expect(status.suite == 2 && status.stateDigest == state)
            let rows = try await node.client.dashboard(
                DashboardQuery(indicator: "training.held"),
                by: .unnamed
            )
            .rows
            #expect(rows.map(\.total) == ["12"])
        }
    }

    // MARK: Refused

    @Test("A program that does not know it makes no such tree, and names those that it knows")
    func unknownToInit() async throws {
        try await self.withFolder { folder in
            let node = "\(folder)/node"
            for suite in ["2", "MarkedEd25519-SHA512", "", "0", "256"] {
                let (status, said) = await self.command(
                    [
                        "init", "--data-dir", node, "--office", "100000", "--name", "中国科协",
                        "--suite", suite,
                    ],
                    .shipped
                )
                #expect(status == .usage)
                #expect(said.contains("1 (Ed25519-SHA256)"), "\(said)")
                #expect(!FileManager.default.fileExists(atPath: node))
            }
            for suite in ["1", "ed25519-sha256"] {
                let folder = "\(folder)/\(suite)"
                let (status, said) = await self.command(
                    [
                        "init", "--data-dir", folder, "--office", "100000", "--name", "中国科协",
                        "--suite", suite,
                    ],
                    .shipped
                )
                #expect(status == .success, "\(said)")
            }
            let help = await self.command(["init", "--help"], .shipped)
            #expect(help.said.contains("1 (Ed25519-SHA256)"))
        }
    }

    @Test("A program that does not know it neither joins such a tree nor runs in it, and says why")
    func unknown() async throws {
        try await self.withFolder { folder in
            let (national, province) = ("\(folder)/national", "\(folder)/province")
            await self.makeRoot(in: national)
            let reason =
                "this tree goes by cipher suite 2, and this program has only 1 (Ed25519-SHA256)"
            try await RunningNode.run(in: national, suites: Self.known) { above in
                let token = try await self.invitation(from: above)
                let words = ["enroll", "--data-dir", province, "--token", token]
                let refused = await self.command(words, .shipped)
                #expect(refused.status == .dataRefused)
                #expect(refused.said.contains(reason), "\(refused.said)")
                #expect(!FileManager.default.fileExists(atPath: "\(province)/identity"))
                // The invitation is as good as before.
                let joined = await self.command(words)
                #expect(joined.status == .success, "\(joined.said)")
            }
            for command in ["run", "rebuild", "recover"] {
                let (status, said) = await self.command(
                    [command, "--data-dir", national],
                    .shipped
                )
                #expect(status == .dataRefused && said.contains(reason), "\(said)")
            }
        }
    }

    @Test("A key of another suite than the tree's is not certified, and whoever asks is told why")
    func wrongKey() throws {
        let seed = [UInt8](repeating: 7, count: 32)
        let identity = try NodeIdentity.createRoot(
            path: path("100000"),
            suite: .second,
            seed: seed,
            now: TestTree.now
        )
        let token = try #require(
            EnrolmentToken(
                tree: identity.tree,
                suite: .ed25519,
                rootHash: identity.authority.rootHash,
                parentHost: "127.0.0.1",
                parentPort: 8_500,
                path: path("100000/510000"),
                secret: .random(),
                expiresAt: TestTree.now + 1
            )
        )
        let request = try EnrolmentRequest(
            token: token,
            authorityKey: .init(),
            signer: try Ed25519Signer(seed: seed)
        )
        #expect(throws: EnrolmentError.wrongSuite) {
            try request.verify(
                parent: OfficeURI(tree: identity.tree, path: identity.path),
                verifier: identity.context.suite
            )
        }
    }
}
