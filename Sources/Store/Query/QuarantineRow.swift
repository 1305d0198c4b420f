package import SyncProtocol

/// A unit in quarantine, without its bytes.
package struct QuarantineRow: Sendable, Hashable {
    package let id: Int64
    /// Nil when a later version of this program wrote it.
    package let reason: RefusalReason?
    package let detail: String
    package let space: String?
    package let author: AuthorID?
    package let number: Int64?
    package let peer: String
    package let byteCount: Int
    /// How often the same bytes came.
    package let times: Int
    /// When they last came, UTC milliseconds.
    package let receivedAt: Int64
}
