/// What a write answers: it is on this node's disk.
package struct Acknowledgement: Codable, Sendable, Equatable {
    /// Ids of what was written, in the order given.
    package let ids: [String]
    /// Ids of the signed changes that carry it.
    package let changes: [String]
    /// The store's version that includes it.
    package let storeVersion: Int64
    /// When the disk had it, UTC microseconds.
    package let durableAt: Int64
    /// True when it had been written before and nothing was done.
    package let repeated: Bool
    /// Of a reorganisation: the new places where no office has been invited yet, as paths.
    package let notInvited: [String]?

    package init(
        ids: [String],
        changes: [String],
        storeVersion: Int64,
        durableAt: Int64,
        repeated: Bool,
        notInvited: [String]? = nil
    ) {
        self.ids = ids
        self.changes = changes
        self.storeVersion = storeVersion
        self.durableAt = durableAt
        self.repeated = repeated
        self.notInvited = notInvited
    }
}
