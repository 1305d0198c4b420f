internal import ArgumentParser
internal import Simulation

/// Runs simulations by seed and says what came of them.
@main
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cast-simulate",
        abstract: "Runs trees of offices on a simulated clock, network and disk, with faults.",
        discussion: """
            Each seed draws a tree, faults and work of its own. While it runs, checkers watch every \
            event; then all faults end, and all offices must come to have the same.

            Exit codes: 0 all well; 1 something false was said or stored; 2 the offices did not come \
            together in time; 64 wrong use.
            """
    )

    @Option(help: ArgumentHelp("Seeds to run, both ends included.", valueName: "A-B"))
    var seeds: SeedRange?

    @Option(help: ArgumentHelp("One seed to run.", valueName: "N"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("Offices with a node in each tree, 1 to 200.", valueName: "N"))
    var offices = 12

    @Flag(help: "Runs each seed twice: both runs must be the same, event by event.")
    var twice = false

    @Flag(help: "Prints every event of the one seed.")
    var trace = false

    @Flag(help: "Ends with one line of JSON.")
    var json = false

    @Option(help: ArgumentHelp("Seeds that run at the same time, 1 to 64.", valueName: "N"))
    var jobs = 2

    @Option(
        help: ArgumentHelp(
            "Puts a defect into every office, to see it found: "
                + Sabotage.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "DEFECT"
        )
    )
    var sabotage: String?

    func validate() throws {
        guard (self.seeds == nil) != (self.seed == nil) else {
            throw ValidationError("Say which seeds to run: either --seeds A-B or --seed N.")
        }
        guard (1...200).contains(self.offices) else {
            throw ValidationError("--offices is \(self.offices): give 1 to 200.")
        }
        guard (1...64).contains(self.jobs) else {
            throw ValidationError("--jobs is \(self.jobs): give 1 to 64.")
        }
        guard !self.trace || self.seed != nil else {
            throw ValidationError("--trace prints one seed: give --seed N.")
        }
        guard self.sabotage == nil || self.defect != nil else {
            throw ValidationError("--sabotage knows no such defect; see --help for the list.")
        }
    }

    private var defect: Sabotage? { self.sabotage.flatMap(Sabotage.init) }

    func run() async throws {
        if self.trace, let seed = self.seed {
            _ = SeedRun.run(
                seed: seed,
                officeCount: self.offices,
                sabotage: self.defect,
                sink: { print($0) }
            )
        }
        let one = self.seed.map { $0...$0 }
        guard let range = self.seeds?.seeds ?? one else { return }
        var report = RunReport(
            range: range,
            officeCount: self.offices,
            isTwice: self.twice,
            sabotage: self.defect
        )
        print(report.opening)
        await self.runAll(range) { report.add($0) }
        print(report.closing)
        if self.json { print(report.json) }
        if let code = report.exitCode { throw ExitCode(code) }
    }

    /// Runs seeds side by side, and hands over what came of each in the order of the seeds.
    private func runAll(
        _ range: ClosedRange<UInt64>,
        _ take: (RunReport.Seed) -> Void
    ) async {
        let (offices, isTwice, defect) = (self.offices, self.twice, self.defect)
        await withTaskGroup(of: RunReport.Seed.self) { group in
            var next = range.lowerBound
            var left = range.upperBound - range.lowerBound + 1
            var due = range.lowerBound
            var early: [RunReport.Seed] = []
            func begin() {
                guard left > 0 else { return }
                let seed = next
                group.addTask { RunReport.Seed(seed, offices, isTwice: isTwice, defect) }
                left -= 1
                if left > 0 { next += 1 }
            }
            for _ in 0..<self.jobs { begin() }
            while let done = await group.next() {
                early.append(done)
                begin()
                while let place = early.firstIndex(where: { $0.run.seed == due }) {
                    take(early.remove(at: place))
                    due += 1
                }
            }
        }
    }
}
