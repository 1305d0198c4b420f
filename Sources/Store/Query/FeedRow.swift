package import SyncProtocol

/// A feed held here, or one strand of a forked one.
package struct FeedRow: Sendable, Hashable {
    package enum Standing: String, Sendable, Hashable {
        case open
        /// Changes at its end wait for the clock.
        case held
        /// Its feed has two branches or more. All are kept and merged.
        case forked
    }

    package let feed: FeedID
    /// The office written for.
    package let office: OfficePath
    package let head: FeedHead
    /// The last number whose operations are part of the records.
    package let applied: UInt64
    package let byteCount: Int64
    package let standing: Standing
    /// When its head arrived, UTC milliseconds.
    package let lastAt: Int64
}
