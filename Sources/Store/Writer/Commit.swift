internal import Decision
internal import SyncProtocol

/// A commit that the disk has.
struct Commit<Value> {
    let value: Value
    let report: CommitReport
    let notices: [StoreNotice]
    /// The fence stayed behind, and why.
    let fenceError: StoreError?
}
