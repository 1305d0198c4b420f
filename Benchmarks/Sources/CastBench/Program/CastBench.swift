import ArgumentParser
import AsyncHTTPClient
import Dispatch
import Foundation

/// Measures three real nodes and says how they stand to what was promised.
@main
struct CastBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cast-bench",
        abstract: "Measures three real nodes on this machine.",
        discussion: """
            Each figure is one JSON line on standard output; a table follows on standard error.
            Without names everything is measured.

            EXIT CODES
              0 every target met, 1 a target missed, 64 wrong use, 70 it could not be measured
            """
    )

    @Argument(help: ArgumentHelp("What is measured; see --list.", valueName: "name"))
    var names: [String] = []

    @Flag(help: "List what can be measured.")
    var list = false

    @OptionGroup var options: BenchOptions

    func validate() throws {
        for name in self.names where BenchmarkName(rawValue: name) == nil {
            let known = BenchmarkName.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no benchmark \(name); known are \(known)")
        }
    }

    func run() async throws {
        guard !self.list else {
            for name in BenchmarkName.allCases { print("\(name.rawValue)\t\(name.meaning)") }
            return
        }
        let board = Scoreboard()
        do {
            try await self.measure(into: board)
        } catch {
            Leftovers.shared.remove()
            Progress.write("error: \(error)\n")
            throw ExitCode(70)
        }
        Leftovers.shared.remove()
        Progress.write("\n" + board.table)
        guard board.missed.isEmpty else {
            Progress.write("missed: \(board.missed.joined(separator: ", "))\n")
            throw ExitCode(1)
        }
    }

    private func measure(into board: Scoreboard) async throws {
        var options = self.options
        options.binDir = Self.absolute(options.binDir)
        guard FileManager.default.isExecutableFile(atPath: options.nodeProgram) else {
            throw BenchError("there is no \(options.nodeProgram); build it or give --bin-dir")
        }
        let folder = "\(Self.absolute(options.folder))/run-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        if options.keep {
            Progress.say("the nodes' folders stay in \(folder)")
        } else {
            Leftovers.shared.add(folder: folder)
        }
        let watches = Leftovers.shared.watchSignals()
        defer { watches.forEach { $0.cancel() } }
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        let wanted = BenchmarkName.allCases.filter {
            self.names.isEmpty || self.names.contains($0.rawValue)
        }
        let run = BenchmarkRun(options: options, folder: folder, http: http, board: board)
        do {
            try await run.run(wanted)
        } catch {
            try? await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }
}
