/// Limits that both ends of a link keep, whatever their configuration.
package enum WireLimits {
    /// The longest frame, in bytes, without its length prefix.
    package static let frameByteCountMax = 4 * 1024 * 1024
    /// How many bytes of changes a sender puts into one batch. A single longer change travels alone.
    package static let batchByteCountTarget = 1024 * 1024
    /// The greatest number of changes in one batch.
    package static let batchChangesMax = 8192
    /// The greatest number of batches that the other end may have in flight, however small they are.
    package static let batchesInFlightMax = 65_536
    /// The greatest number of feed positions in one page of heads.
    package static let headsPerPageMax = 4096
    /// The greatest number of pages of heads in one session: a million feeds.
    package static let headsPagesMax: UInt64 = 256
    /// How many feeds a session remembers that the other end has and we do not. It serves people who
    /// watch; the changes come all the same.
    package static let missingFeedsMax = 65_536
    /// The longest reason text of a farewell, in bytes.
    package static let reasonByteCountMax = 256
}
