package import SyncProtocol

/// A change that is damaged here.
package struct DamagedChange: Sendable, Hashable {
    package let change: ChangePlace
    /// UTC milliseconds.
    package let noticedAt: Int64
}
