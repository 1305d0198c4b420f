import SyncProtocol

/// What the driver remembers of the link to one neighbour, across its connections.
struct LinkRecord: Sendable {
    /// The last moment at which both ends had the same, UTC milliseconds.
    var lastEqualAt: Int64?
    var connectedAt: Int64?
    /// When the last connection began, UTC milliseconds; 0 when there was none.
    var openedAt: Int64 = 0
    var direction: Link.Direction
    var address: String
    /// Why the last connection ended; nil while one is open.
    var endReason: String?
    /// When it ended, UTC milliseconds; nil while one is open.
    var endedAt: Int64?
    var bytesIn: UInt64 = 0
    var bytesOut: UInt64 = 0
    var progress: LinkProgress?
    var processes = RecentProcesses()
    /// What waits for the neighbour while no connection is open; nil when that is not known.
    var backlog: LinkBacklog?
    /// Hours or the day's budget are over: only roster and urgent directives go out.
    var isRestricted = false
}
