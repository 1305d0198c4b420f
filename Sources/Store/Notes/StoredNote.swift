package import SyncProtocol

/// A note as it is on disk.
package struct StoredNote: Sendable, Hashable {
    package let note: Note
    package let subject: [UInt8]
    package let signer: OfficePath
    /// UTC milliseconds, by the signer's clock.
    package let at: Int64
    /// UTC milliseconds, by the clock here.
    package let keptAt: Int64
}
