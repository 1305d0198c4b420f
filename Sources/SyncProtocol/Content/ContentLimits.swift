/// The limits of attached files and of fetching them, whatever the configuration.
package enum ContentLimits {
    /// Files travel and are checked in parts of this length, in bytes; only the last is shorter.
    package static let chunkByteCount = 64 * 1024
    /// The longest file, in bytes.
    package static let byteCountMax: UInt64 = 4 * 1024 * 1024 * 1024
    /// The longest manifest, in bytes: that of the longest file.
    package static let manifestByteCountMax = 2 * 1024 * 1024 + 32
    /// How many parts may be asked for over one link and not have come.
    package static let askedPerLinkMax = 16
    /// An answer within this time lets more parts be asked for at once, in milliseconds.
    package static let quickMilliseconds: Int64 = 1_000
    /// An answer after this time lets fewer be asked for, in milliseconds.
    package static let slowMilliseconds: Int64 = 5_000
    /// How many parts the other end may ask for and not have got.
    package static let wantsPerLinkMax = 64
    /// How many parts may be on their way to our disk.
    package static let keepingMax = 64
    /// How many files are fetched at a time.
    package static let fetchesMax = 64
    /// After how long a link that had nothing is asked again, in milliseconds.
    package static let retryMillisecondsMin: Int64 = 1_000
    package static let retryMillisecondsMax: Int64 = 60_000
    /// After how long without any part coming others are asked for what a link owes, in milliseconds.
    package static let overdueMilliseconds: Int64 = 600_000
}
