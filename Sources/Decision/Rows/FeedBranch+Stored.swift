package import SyncProtocol

extension FeedID {
    /// The first change of a strand; nothing for the feed itself. With ``FeedID/base`` it is how the
    /// store tells the strands of a feed apart.
    package var branchBytes: [UInt8] { self.branch?.change.bytes ?? [] }
}

extension FeedBranch {
    /// Nil for the feed itself.
    package init?(base: UInt64, change bytes: [UInt8]) {
        guard let change = ChangeID(bytes: bytes) else { return nil }
        self.init(number: base + 1, change: change)
    }
}
