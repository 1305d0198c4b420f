import Simulation
import SyncProtocol
import Testing

@Suite("Every verification step is needed")
struct GuardRemovalTests {
    /// Chengdu reports, the province has it, and then the attack that one step stops is carried out.
    ///
    /// - Throws: ``CheckFailure`` when something false was stored, or the attack went unnoticed.
    private func attack(_ step: VerificationStep, isOmitted: Bool) throws {
        let simulation = try Simulation.sichuan(omitted: isOmitted ? step : nil)
        try simulation.runUntilLinked()
        if step == .successionSay { return try Overreach.run(simulation) }
        try simulation.office("510100").report(3)
        try simulation.run(until: "headquarters has the report") {
            $0.office("100000").total() == 3
        }
        let sample = try AttackSample(simulation)
        let attack = try Attack(against: step, sample)
        try simulation.inject(
            attack.changes,
            into: attack.victim,
            from: attack.peer,
            isFirstLost: attack.isFirstLost,
            isEquivocation: attack.isEquivocation
        )
        try simulation.run(for: 5_000)
        try self.checkNoticed(attack, simulation)
        try self.checkUnharmed(attack, simulation)
    }

    /// The victim has it in quarantine with its reason, or waits for what comes before it.
    private func checkNoticed(_ attack: Attack, _ simulation: Simulation) throws {
        let victim = simulation.office(attack.victim)
        let reasons = victim.disk.quarantine.map(\.reason)
        if let reason = attack.reason, reasons != [reason] {
            throw self.failure("quarantined for \(reasons), not for \(reason)")
        }
        if attack.reason == nil, attack.isEquivocation {
            // Both branches are on its disk.
            let kept = attack.changes.count { change in
                guard let body = try? Change(decoding: change.body) else { return false }
                let head = FeedHead(number: body.number, digest: change.digest)
                return victim.disk.holds(FeedPosition(feed: body.feed, head: head))
            }
            guard kept == attack.changes.count, victim.disk.forked.count == 1 else {
                throw self.failure("a branch is not kept")
            }
        } else if attack.reason == nil, simulation.counts.gaps == 0 || !reasons.isEmpty {
            throw self.failure("it does not wait for what comes before it")
        }
    }

    /// Work goes on, and nobody has stored anything that was never written.
    private func checkUnharmed(_ attack: Attack, _ simulation: Simulation) throws {
        try simulation.office("510700").report(4)
        try simulation.run(until: "headquarters has both reports") {
            $0.office("100000").total() == 7
        }
    }

    private func failure(_ detail: String) -> CheckFailure {
        CheckFailure(.correctness, "an attack is noticed", office: nil, detail)
    }

    @Test("The step stops its attack", arguments: Attack.steps)
    func stepOn(step: VerificationStep) throws {
        try self.attack(step, isOmitted: false)
    }

    @Test("Without the step its attack gets through", arguments: Attack.steps)
    func stepOff(step: VerificationStep) {
        #expect {
            try self.attack(step, isOmitted: true)
        } throws: { error in
            (error as? CheckFailure)?.kind == .correctness
        }
    }

    @Test("A step stops false statements of equality", arguments: StatementAttack.steps)
    func statements(step: VerificationStep) throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        try simulation.office("510100").report(3)
        try simulation.run(until: "headquarters has the report") {
            $0.office("100000").total() == 3
        }
        let sample = try AttackSample(simulation)
        let statement = try StatementAttack.statement(against: step, sample)
        let verifier = SignatureSuite.keyedHash
        #expect(!statement.isValid(in: sample.tree, verifier: verifier))
        #expect(statement.isValid(in: sample.tree, verifier: verifier, steps: .allBut(step)))
    }

    @Test("What is signed in another suite than the tree's is refused for that reason")
    func otherSuite() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        try simulation.office("510100").report(3)
        try simulation.run(until: "headquarters has the report") {
            $0.office("100000").total() == 3
        }
        let sample = try AttackSample(simulation)
        let seed = [UInt8](repeating: 7, count: SignatureSuite.second.seedByteCount)
        let signer = try SignatureSuite.second.signer(seed: seed)
        let root = try CredentialChain.root(path: sample.national.path, signer: signer)
        let feed = sample.feed(.directives, of: sample.national.path, by: signer.author)
        let verifier = ChangeVerifier(tree: sample.tree, verifier: SignatureSuite.keyedHash)
        // The change names the other suite, or its credentials do.
        for (suite, detail) in [
            (SecondSuiteSigner.number, "suite 2"), (.ed25519, "credential of suite 2"),
        ] {
            let change = Change(
                suite: suite,
                tree: sample.tree,
                feed: feed,
                number: 1,
                previous: nil,
                stamp: Stamp(milliseconds: 1_760_000_000_000),
                user: nil,
                opening: root,
                act: nil,
                payload: Change.payload([])
            )
            let signed = try SignedChange(change, signer: signer)
            let found = verifier.verify(signed) { _ in nil }
            #expect(found == .refused(.wrongSuite, detail: detail, signed, change))
        }
        // A tree that goes by it has nothing against it.
        let own = TreeContext(tree: root.leaf.tree, suite: .second)
        #expect(root.isValid(in: own.tree, verifier: own.suite))
        #expect(!root.isValid(in: own.tree, verifier: SignatureSuite.keyedHash))
        #expect(SuiteRegistry.shipped.numbers == [.ed25519])
    }

    @Test(
        "A tree of a second suite does everything that one of the first does",
        arguments: [5, 15]
    )
    func secondSuite(seed: UInt64) {
        let run = SeedRun.run(seed: seed, officeCount: 8)
        #expect(run.failure == nil, "\(run.summary)")
        #expect(SeedRun.suite(of: seed).number == SecondSuiteSigner.number)
    }
}
