/// The limits of a change. A change beyond one of them is refused by every office alike, so they are
/// part of the format and not of a node's configuration.
package enum ChangeLimits {
    /// The longest signed body, in bytes.
    package static let bodyByteCountMax = 512 * 1024
    /// How many payload bytes a writer puts into one change before it begins the next.
    package static let payloadByteCountTarget = 256 * 1024
    /// The greatest number of records that one change touches.
    package static let recordsMax = 16_384
    /// The longest user name, in bytes of UTF-8.
    package static let userByteCountMax = 256
    /// The longest signature, in bytes.
    package static let signatureByteCountMax = 128
    /// The greatest number of strands of one feed that are kept. Only an author that forks on purpose,
    /// or a copy of a node that is put back again and again, makes so many.
    package static let strandsPerFeedMax = 256
}
