import Simulation
import SyncProtocol
import Testing

@Suite("Every verification step of notes is needed")
struct NoteGuardTests {
    /// Headquarters have confirmed Chengdu's first report and are cut off before the second, which the
    /// attack says they have.
    ///
    /// - Throws: ``CheckFailure`` when something false was believed, or the attack went unnoticed.
    private func attack(_ attack: NoteAttack, isStepOmitted: Bool) throws {
        let simulation = try Simulation.sichuan(omitted: isStepOmitted ? attack.step : nil)
        let (chengdu, national) = (simulation.office("510100"), simulation.office("100000"))
        try simulation.runUntilLinked()
        try national.register("510000")
        try simulation.office("510000").register("510100")
        try chengdu.report(3)
        try simulation.run(until: "the report is saved at headquarters") { _ in
            chengdu.saved(at: "100000") == 1
        }
        let old = try #require(self.confirmations(simulation).first)
        if attack == .shownAgain { try self.confirmAnother(simulation) }
        simulation.cut("510000", for: 60_000)
        if attack == .shownAgain {
            try simulation.run(for: 90_000)
        } else {
            try chengdu.report(4, year: 2019)
            try simulation.run(until: "the second report is at the province") { _ in
                chengdu.saved(at: "510000") == 2
            }
        }
        let note = try attack.note(
            try AttackSample(simulation),
            old: old,
            position: try #require(chengdu.reported)
        )
        try simulation.inject(note, into: attack.victim, from: attack.bringer)
        try simulation.run(for: 5_000)
        if attack == .otherChange {
            // What it speaks of might have been on its way.
            guard simulation.office(attack.victim).disk.refusedNotes.isEmpty else {
                throw self.failure("accused at once")
            }
            try simulation.inject(note, into: attack.victim, from: attack.bringer)
            try simulation.run(for: 5_000)
        }
        try self.check(attack, simulation)
        try simulation.run(until: "the second report is saved at headquarters") { _ in
            chengdu.saved(at: "100000") == 2
        }
    }

    private func confirmAnother(_ simulation: Simulation) throws {
        let chengdu = simulation.office("510100")
        try chengdu.report(4, year: 2019)
        try simulation.run(until: "both reports are saved at headquarters") { _ in
            chengdu.saved(at: "100000") == 2
        }
    }

    /// What the province has of headquarters' confirmations for Chengdu.
    private func confirmations(_ simulation: Simulation) -> [Note] {
        let chengdu = simulation.office("510100").path
        return simulation.office("510000").disk.notes(about: chengdu)
            .filter { $0.signer == simulation.office("100000").path }
            .map(\.note)
    }

    private func check(_ attack: NoteAttack, _ simulation: Simulation) throws {
        let refused = simulation.office(attack.victim).disk.refusedNotes
        guard refused == (attack.reason.map { [$0] } ?? []) else {
            throw self.failure("refused for \(refused)")
        }
        guard attack == .shownAgain else { return }
        let ends = try self.confirmations(simulation).flatMap {
            try ConfirmationNote(decoding: $0.body).positions.map(\.head.number)
        }
        guard ends == [2] else { throw self.failure("the confirmation went back to \(ends)") }
    }

    private func failure(_ detail: String) -> CheckFailure {
        CheckFailure(.correctness, "an attack is noticed", office: nil, detail)
    }

    @Test("The step stops its attack", arguments: NoteAttack.allCases)
    func stepOn(attack: NoteAttack) throws {
        try self.attack(attack, isStepOmitted: false)
    }

    @Test("Without the step its attack gets through", arguments: NoteAttack.allCases)
    func stepOff(attack: NoteAttack) {
        #expect {
            try self.attack(attack, isStepOmitted: true)
        } throws: { error in
            (error as? CheckFailure)?.kind == .correctness
        }
    }

    @Test("Every step has an attack", arguments: VerificationStep.ofNotes)
    func everyStep(step: VerificationStep) {
        #expect(NoteAttack.allCases.contains { $0.step == step })
    }
}
