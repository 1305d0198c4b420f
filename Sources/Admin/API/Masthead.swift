/// What stands around every page: cheap to ask for, whatever the node holds.
package struct Masthead: Codable, Sendable, Equatable {
    /// The node's own office.
    package let office: String
    package let officeName: String
    package let storeVersion: Int64
    /// The node's clock, UTC milliseconds.
    package let now: Int64
    /// Records in which something is at odds.
    package let conflicts: Int

    package init(
        office: String,
        officeName: String,
        storeVersion: Int64,
        now: Int64,
        conflicts: Int
    ) {
        self.office = office
        self.officeName = officeName
        self.storeVersion = storeVersion
        self.now = now
        self.conflicts = conflicts
    }
}
