internal import Simulation

/// What is done with each seed.
struct SeedTask: Sendable {
    /// Nil: each seed draws its own.
    let officeCount: Int?
    let profile: Profile
    /// Each seed runs twice, and both runs must be the same.
    let isTwice: Bool
    let sabotage: Sabotage?
    /// Nil: the seed decides.
    let engine: StorageEngine?

    func run(_ seed: UInt64, sink: ((String) -> Void)? = nil) -> SeedRun {
        SeedRun.run(
            seed: seed,
            officeCount: self.officeCount,
            profile: self.profile,
            sabotage: self.sabotage,
            engine: self.engine,
            sink: sink
        )
    }

    /// The options that repeat it, each with a space before.
    var options: String {
        let offices = self.officeCount.map { " --offices \($0)" } ?? ""
        let profile = self.profile == .swarm ? "" : " --profile \(self.profile.rawValue)"
        let defect = self.sabotage.map { " --sabotage \($0.rawValue)" } ?? ""
        let engine = self.engine.map { " --engine \($0.rawValue)" } ?? ""
        return offices + profile + defect + engine
    }
}
