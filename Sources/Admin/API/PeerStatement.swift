/// How a neighbour's node is, as it said itself.
package struct PeerStatement: Codable, Sendable, Equatable {
    /// UTC milliseconds by the neighbour's clock.
    package let at: Int64
    package let version: String
    /// Changes that it knows its neighbours to lack.
    package let backlog: Int64
    package let quarantined: Int64
    package let held: Int64
    /// Free bytes where its store lies.
    package let diskFreeBytes: Int64
    /// Offices below it whose nodes are not linked.
    package let offline: Int64
    /// Offices below it whose nodes are linked and lack changes.
    package let behind: Int64

    package init(
        at: Int64,
        version: String,
        backlog: Int64,
        quarantined: Int64,
        held: Int64,
        diskFreeBytes: Int64,
        offline: Int64,
        behind: Int64
    ) {
        self.at = at
        self.version = version
        self.backlog = backlog
        self.quarantined = quarantined
        self.held = held
        self.diskFreeBytes = diskFreeBytes
        self.offline = offline
        self.behind = behind
    }
}
