import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    /// A node under load may take so long to stop.
    private static let stopDurationMax = Duration.seconds(5)

    @Test("A second process on one data folder is refused with a clear line, the first goes on")
    func secondProcess() async throws {
        try await Self.withRoot { node, binaries in
            for language in ["en", "zh"] {
                let second = try ChildProgram(
                    binaries.node,
                    [
                        "run", "--data-dir", node.dataFolder, "--lang", language,
                        "--link-listen-port", "0", "--api-port", "0",
                    ]
                )
                let (end, output, errors) = try await second.finished()
                #expect(!end.isSignal && end.code == ExitStatus.dataRefused.rawValue)
                #expect(output.isEmpty)
                #expect(errors.split(separator: "\n").count == 1, "\(errors)")
                #expect(errors.contains(node.dataFolder), "\(errors)")
                let process = try #require(node.processID)
                #expect(errors.contains("\(process)"), "\(errors)")
            }
            #expect(try await node.client().status(by: .unnamed).office == node.office)
        }
    }

    @Test("SIGTERM stops a busy node quickly and cleanly, with all that it acknowledged")
    func terminated() async throws {
        try await Self.withRoot { node, _ in
            let writer = Writer(node) { client, number in
                _ = try await client.submit([Drafts.report(number, series: 1)], by: Drafts.clerk)
                return true
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await writer.work() }
                try await writer.wait(forMore: 20)
                let begun = ContinuousClock.now
                #expect(try await node.terminate() == .success)
                #expect(ContinuousClock.now - begun < Self.stopDurationMax)
                try await node.start()
                writer.stop()
                try await group.waitForAll()
            }
            let client = try node.client()
            let held = try await Page.everything {
                try await client.reports(office: nil, $0, by: .unnamed)
            }
            let expected = (0..<writer.acknowledged).map { Drafts.report($0, series: 1).id }
            #expect(held.map(\.id).sorted() == expected.sorted())
            #expect(try await client.verify(by: .unnamed).problems == [])
        }
    }

    /// The root of a tree, alone.
    private static func withRoot(
        _ body: (NodeProcess, NodeBinaries) async throws -> Void
    ) async throws {
        let binaries = try NodeBinaries.find()
        try await TestFolder.with { folder in
            let node = try NodeProcess(
                office: "100000",
                name: "中国科协",
                in: folder,
                binaries: binaries
            )
            try await node.used { node in
                try await node.initialize()
                try await node.start()
                try await body(node, binaries)
            }
        }
    }
}
