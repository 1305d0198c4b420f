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
            together in time; 3 all well, but in \(RunReport.coverageSeedsMin) seeds or more some kind \
            of fault never struck; 64 wrong use.
            """
    )

    @Option(help: ArgumentHelp("Seeds to run, both ends included.", valueName: "A-B"))
    var seeds: SeedRange?

    @Option(help: ArgumentHelp("One seed to run.", valueName: "N"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Offices with a node in each tree, 1 to 200; by default each seed draws 5 to 60.",
            valueName: "N"
        )
    )
    var offices: Int?

    @Option(
        help: ArgumentHelp(
            "Which faults: swarm (a bit of everything), restore (older disks, lost tails, nodes "
                + "running twice), evil (offices that lie), cases (houses, and cases in which "
                + "several offices work) or edit (people at one node and at many save what they "
                + "made of what they saw).",
            valueName: "PROFILE"
        )
    )
    var profile = "swarm"

    @Option(
        help: ArgumentHelp(
            "Over what the stores run: rows (values in memory), memory (SQLite in memory) or files "
                + "(SQLite files, torn by crashes); by default files for one seed in a hundred, memory "
                + "for one in ten, rows for all others.",
            valueName: "ENGINE"
        )
    )
    var engine: String?

    @Flag(help: "Runs each seed twice: both runs must be the same, event by event.")
    var twice = false

    @Flag(help: "Prints every event of the one seed.")
    var trace = false

    @Flag(help: "Ends with one line of JSON.")
    var json = false

    @Flag(help: "Prints the protocol's figures, one line of JSON each, and runs no seed.")
    var figures = false

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
        guard self.figures || (self.seeds == nil) != (self.seed == nil) else {
            throw ValidationError("Say which seeds to run: either --seeds A-B or --seed N.")
        }
        if let offices, !(1...200).contains(offices) {
            throw ValidationError("--offices is \(offices): give 1 to 200.")
        }
        guard Profile(rawValue: self.profile) != nil else {
            throw ValidationError(
                "--profile is \(self.profile): give swarm, restore, evil, cases or edit."
            )
        }
        guard self.engine == nil || self.storage != nil else {
            throw ValidationError("--engine knows no such engine: give rows, memory or files.")
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

    private var task: SeedTask {
        SeedTask(
            officeCount: self.offices,
            profile: Profile(rawValue: self.profile) ?? .swarm,
            isTwice: self.twice,
            sabotage: self.defect,
            engine: self.storage
        )
    }

    private var storage: StorageEngine? { self.engine.flatMap(StorageEngine.init) }

    private var defect: Sabotage? { self.sabotage.flatMap(Sabotage.init) }

    func run() async throws {
        if self.figures {
            let figures = ProtocolFigure.all()
            for figure in figures { print(figure.json) }
            guard figures.allSatisfy(\.isMet) else { throw ExitCode(1) }
            return
        }
        if self.trace, let seed = self.seed {
            _ = self.task.run(seed, sink: { print($0) })
        }
        let one = self.seed.map { $0...$0 }
        guard let range = self.seeds?.seeds ?? one else { return }
        var report = RunReport(range: range, task: self.task)
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
        let task = self.task
        await withTaskGroup(of: RunReport.Seed.self) { group in
            var next = range.lowerBound
            var left = range.upperBound - range.lowerBound + 1
            var due = range.lowerBound
            var early: [RunReport.Seed] = []
            func begin() {
                guard left > 0 else { return }
                let seed = next
                group.addTask { RunReport.Seed(seed, task) }
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
