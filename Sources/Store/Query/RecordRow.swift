package import SyncProtocol

/// A record of a list.
package struct RecordRow: Sendable, Hashable {
    package let reference: RecordReference
    package let state: RecordState
    /// What the list is ordered by, UTC milliseconds.
    package let at: Int64
}
