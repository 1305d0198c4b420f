package import SyncProtocol

/// An office above that has said that it has something of ours on its disk.
package struct SavedRow: Sendable, Hashable {
    package let reader: OfficePath
    /// When it said so, UTC milliseconds by its clock.
    package let at: Int64
}
