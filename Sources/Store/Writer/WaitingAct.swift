internal import Decision
internal import SyncProtocol

/// An act of somebody who waits to hear that it is saved.
struct WaitingAct: Sendable, TurnAct {
    typealias Completion = @Sendable (Result<DurableAct, StoreError>) -> Void

    let act: LocalAct
    let complete: Completion
}
