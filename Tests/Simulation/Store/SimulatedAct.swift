internal import Decision
internal import SyncProtocol

/// An act whose user waits to hear that it is saved.
struct SimulatedAct: Sendable, TurnAct {
    let number: ActNumber
    let act: LocalAct
}
