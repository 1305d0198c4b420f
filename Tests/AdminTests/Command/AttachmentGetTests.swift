import Admin
import Foundation
import Testing

@testable import AdminCommand

@Suite("Getting a file")
struct AttachmentGetTests {
    private let folder: TemporaryFolder
    private let tokenFile: String

    init() throws {
        self.folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: self.folder.path + "/out",
            withIntermediateDirectories: false
        )
        self.tokenFile = try self.folder.write(
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\n",
            to: "token"
        )
    }

    private var output: String { self.folder.path + "/out/a.pdf" }

    private var saved: [String: String] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(
                atPath: self.folder.path + "/out"
            )
            let pairs = try names.map {
                let path = self.folder.path + "/out/" + $0
                return ($0, try String(contentsOfFile: path, encoding: .utf8))
            }
            return Dictionary(uniqueKeysWithValues: pairs)
        }
    }

    private static func content(of text: String) -> String {
        var name = ContentName()
        name.update(text.utf8)
        return name.finish()
    }

    /// Gets the content of `wanted` from a node that gives out `given`.
    private func get(
        _ wanted: String,
        given: String,
        _ options: [String] = [],
        before: @escaping @Sendable () -> Void = {}
    ) async throws -> CommandRunner.Outcome {
        let answer = LoopbackServer.Answer(body: Array(given.utf8))
        return try await LoopbackServer.with({ _ in
            before()
            return answer
        }) { server in
            await CommandRunner.run(
                arguments: [
                    "attachment", "get", Self.content(of: wanted), "--output", self.output,
                    "--node", server.address, "--token-file", self.tokenFile, "--lang", "en",
                ] + options
            )
        }
    }

    @Test("A file that is what was asked for gets its name, and nothing lies beside it")
    func right() async throws {
        let outcome = try await self.get("plan", given: "plan")
        #expect(outcome.status == .success, "\(outcome.errors)")
        #expect(try self.saved == ["a.pdf": "plan"])
    }

    @Test("Bytes that are not what was asked for are never saved")
    func wrong() async throws {
        let outcome = try await self.get("plan", given: "plan, changed")
        #expect(outcome.status == .unavailable)
        #expect(outcome.errors.contains("not the file"))
        #expect(try self.saved.isEmpty)
    }

    @Test("What is there stays, unless it is to give way")
    func existing() async throws {
        _ = try self.folder.write("older", to: "out/a.pdf")
        let kept = try await self.get("plan", given: "plan")
        #expect(kept.status == .usage && kept.errors.contains("--force"))
        #expect(try self.saved == ["a.pdf": "older"])
        let replaced = try await self.get("plan", given: "plan", ["--force"])
        #expect(replaced.status == .success, "\(replaced.errors)")
        #expect(try self.saved == ["a.pdf": "plan"])
    }

    @Test("Of two files for one name nobody is told that the later one was saved")
    func takenMeanwhile() async throws {
        let output = self.output
        let outcome = try await self.get("plan", given: "plan") {
            try? Data("other".utf8).write(to: URL(fileURLWithPath: output))
        }
        #expect(outcome.status == .usage && outcome.output.isEmpty)
        #expect(try self.saved == ["a.pdf": "other"])
    }

    @Test("A folder or a device never gives way")
    func noFile() async throws {
        try FileManager.default.createDirectory(
            atPath: self.output,
            withIntermediateDirectories: false
        )
        let outcome = try await self.get("plan", given: "plan", ["--force"])
        #expect(outcome.status == .usage && outcome.errors.contains("no ordinary file"))
    }
}
