import Admin
import Foundation
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test(
        "A signal that ends the command line takes the unfinished file along",
        arguments: [SIGTERM, SIGINT]
    )
    func interruptedDownload(signal: Int32) async throws {
        try await TestFolder.withOffices { offices in
            try await TestFolder.with { folder in
                // Longer than what is fetched without being asked for, so that it stays where it is.
                let byteCount = 17_000_000
                let sent = "\(folder)/方案.bin"
                try Data(count: byteCount).write(to: URL(filePath: sent))
                let file = try await Self.attach(sent, at: offices.city, seenBy: offices.province)
                try await offices.city.kill()
                let target = "\(folder)/target"
                try FileManager.default.createDirectory(
                    atPath: target,
                    withIntermediateDirectories: false
                )
                let names = { try FileManager.default.contentsOfDirectory(atPath: target) }
                let program = try ChildProgram(
                    NodeBinaries.find().admin,
                    [
                        "attachment", "get", file.content, "--output", "\(target)/a.bin",
                        "--data-dir", offices.province.dataFolder,
                    ]
                )
                try await Waiting.until("the unfinished file") { try !names().isEmpty }
                program.send(signal)
                let end = try await program.end()
                #expect(end.isSignal && end.code == signal)
                #expect(try names().isEmpty)
            }
        }
    }
}
