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
    /// Of a signature that stood there before: when it was written first, UTC milliseconds.
    package private(set) var firstAt: Int64?
    /// Who wrote it first, where that is known.
    package private(set) var firstBy: String?
    /// Of a reorganisation: the new places where no office has been invited yet, as paths.
    package let notInvited: [String]?
    /// What people call what was written, as it is stored: a directive's number, an office's name.
    package private(set) var names: [String]?
    /// Of reports and replies: what they replaced, at most 100; nil when nothing was replaced.
    package let replaces: [Replacement]?
    /// How many they replaced in all; nil when nothing was.
    package let replacedCount: Int?
    /// What should be looked at again; nil when there is nothing.
    package private(set) var warnings: [Warning]?

    package init(
        ids: [String],
        changes: [String],
        storeVersion: Int64,
        durableAt: Int64,
        repeated: Bool,
        notInvited: [String]? = nil,
        names: [String]? = nil,
        replaces: [Replacement]? = nil,
        replacedCount: Int? = nil,
        warnings: [Warning]? = nil
    ) {
        self.ids = ids
        self.changes = changes
        self.storeVersion = storeVersion
        self.durableAt = durableAt
        self.repeated = repeated
        self.notInvited = notInvited
        self.names = names
        self.replaces = replaces
        self.replacedCount = replacedCount
        self.warnings = warnings
    }

    /// The same, with what people call what was written.
    package func naming(_ name: String) -> Acknowledgement {
        var result = self
        result.names = [name]
        return result
    }

    /// The same, with who wrote it first and when.
    ///
    /// - Parameter at: UTC milliseconds.
    package func first(at: Int64, by user: String?) -> Acknowledgement {
        var result = self
        (result.firstAt, result.firstBy) = (at, user)
        return result
    }

    /// The same, with what should be looked at again.
    package func warning(_ warnings: [Warning]) -> Acknowledgement {
        var result = self
        result.warnings = warnings.isEmpty ? nil : warnings
        return result
    }
}
