import ArgumentParser

/// How the benchmarks are run.
struct BenchOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder with cast-node.", valueName: "dir"))
    var binDir: String = ".build-release/release"

    @Option(
        help: ArgumentHelp(
            "Where the nodes' folders are made; on a disk, not in memory.",
            valueName: "dir"
        )
    )
    var folder: String = ".build-bench/data"

    @Flag(help: "Leave the nodes' folders and logs behind.")
    var keep = false

    @Option(help: "Writes of the latency benchmark, 10...100000.")
    var samples = 300

    @Option(help: "Runs of each system beside its peer, 1...99.")
    var rounds = 5

    @Option(help: "Societies of the bulk load, 1...9999.")
    var societies = 200

    @Option(help: "Reports of each society, 1...1200.")
    var months = 100

    @Option(help: "Reports in a request, 1...5000.")
    var batch = 250

    @Option(help: "Requests under way at one time, 1...32.")
    var connections = 4

    var nodeProgram: String { self.binDir + "/cast-node" }
    /// What only the benchmark of a whole country needs.
    var feederProgram: String { self.binDir + "/cast-feeder" }
    var coreProgram: String { self.binDir + "/cast-core-bench" }

    func validate() throws {
        try Self.check(self.samples, 10...100_000, "--samples")
        try Self.check(self.rounds, 1...99, "--rounds")
        try Self.check(self.societies, 1...9_999, "--societies")
        try Self.check(self.months, 1...1_200, "--months")
        try Self.check(self.batch, 1...5_000, "--batch")
        try Self.check(self.connections, 1...32, "--connections")
    }

    private static func check(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws {
        guard range.contains(value) else {
            throw ValidationError("\(name) must be from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
