import Admin
import Foundation
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("The demo plays its story, finds that all stores agree, and leaves nothing running")
    func demo() async throws {
        try await TestFolder.with { folder in
            // Played twice in one folder: what the first run left is taken away by the second.
            for language in ["en", "zh"] {
                let (end, output, errors) = try await Self.runDemo([
                    "--check", "--data-dir", "\(folder)/demo", "--lang", language,
                ])
                #expect(end == .success, "\(output)\(errors)")
                let last = output.split(separator: "\n").last ?? ""
                #expect(try /demo: [0-9]+ checks passed/.wholeMatch(in: last) != nil, "\(output)")
                for office in ["100000", "510000", "510100"] {
                    #expect(try !Self.isRunning("\(folder)/demo/\(office)"), "\(office)")
                }
            }
        }
    }

    @Test(
        "Wrong use of the demo is answered with one line and exit code 64",
        arguments: [["--no-such-option"], ["extra"], ["--lang", "fr"], ["--data-dir"]]
    )
    func demoWrongUse(_ words: [String]) async throws {
        let (end, output, errors) = try await Self.runDemo(words)
        #expect(!end.isSignal && end.code == ExitStatus.usage.rawValue)
        #expect(output.isEmpty)
        #expect(errors.split(separator: "\n").count == 1, "\(errors)")
    }

    @Test("The demo touches no folder that is not its own")
    func demoForeignFolder() async throws {
        try await TestFolder.with { folder in
            try Self.put("mine", into: "\(folder)/file")
            let (end, _, errors) = try await Self.runDemo(["--data-dir", folder])
            #expect(!end.isSignal && end.code == ExitStatus.dataRefused.rawValue)
            #expect(errors.split(separator: "\n").count == 1 && errors.contains(folder))
            #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == "mine")
        }
    }

    /// The demo waits for each of its steps as long as every test does, and it has many.
    private static let secondsMax: Int64 = 240

    /// The lock of a store names the process that had it last.
    private static func isRunning(_ dataFolder: String) throws -> Bool {
        let text = try String(contentsOfFile: "\(dataFolder)/store.lock", encoding: .utf8)
        let process = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        return kill(process, 0) == 0
    }

    private static func put(_ text: String, into file: String) throws {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    private static func runDemo(
        _ words: [String]
    ) async throws -> (end: ChildProgram.End, output: String, errors: String) {
        let binaries = try NodeBinaries.find()
        return try await ChildProgram(
            binaries.folder + "/cast-demo",
            words,
            environment: [NodeBinaries.variable: binaries.folder]
        ).finished(seconds: Self.secondsMax)
    }
}
