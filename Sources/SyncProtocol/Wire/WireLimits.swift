/// Limits that both ends of a link keep, whatever their configuration.
package enum WireLimits {
    /// The longest frame, in bytes, without its length prefix.
    package static let frameByteCountMax = 4 * 1024 * 1024
    /// How many bytes of changes a sender puts into one batch. A single longer change travels alone.
    package static let batchByteCountTarget = 1024 * 1024
    /// The longest frame that travels in pieces, in bytes: a batch with one change more than its
    /// target.
    package static let fragmentedByteCountMax = 2 * 1024 * 1024
    /// The greatest number of changes in one batch.
    package static let batchChangesMax = 8192
    /// The greatest number of batches that the other end may have in flight, however small they are.
    package static let batchesInFlightMax = 65_536
    /// The greatest number of positions, and of answers, in one page of a turn.
    package static let positionsPerPageMax = 4096
    /// The greatest number of ranges of each sort in one page of a turn.
    package static let rangesPerPageMax = 16_384
    /// The greatest number of pages in one turn: positions of a million feeds.
    package static let pagesPerTurnMax: UInt64 = 256
    /// How finely the feeds are divided at most, in bits of their keys: a million parts.
    package static let keyBitsMax: UInt64 = 20
    /// Into how many parts a range is divided at once at most, in bits.
    package static let partBitsMax: UInt64 = 12
    /// How many feeds a session remembers that the other end has and we do not. It serves people who
    /// watch; the changes come all the same.
    package static let missingFeedsMax = 65_536
    /// The longest reason text of a farewell, in bytes.
    package static let reasonByteCountMax = 256
}
