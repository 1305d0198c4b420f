/// Limits that both ends of a link keep for notes.
package enum NoteLimits {
    /// The longest body, in bytes.
    package static let bodyByteCountMax = 8 * 1024
    /// The longest names of offices in a fold, in bytes: with all the rest they fit into a body.
    package static let foldNamesByteCountMax = bodyByteCountMax - 128
    /// The greatest number of positions in a confirmation. An office opens a new incarnation only when its
    /// past was lost, so more than a few are rare; the newest are told then.
    package static let positionsMax = 64
    /// The longest version text, in bytes.
    package static let versionByteCountMax = 64
    /// The greatest number of offices that a note may count.
    package static let officesMax: UInt64 = 10_000_000
}
