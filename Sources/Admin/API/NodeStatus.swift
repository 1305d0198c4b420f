/// The state of one node at one moment.
package struct NodeStatus: Codable, Sendable, Equatable {
    /// The office this node works for.
    package let office: String
    /// The office's Chinese name.
    package let officeName: String
    /// Office ids from the root to this office.
    package let path: [String]
    /// The tree's id, 32 hexadecimal digits.
    package let tree: String
    /// The node's author id, 32 hexadecimal digits.
    package let node: String
    /// The number of the cipher suite by which the tree signs and hashes.
    package let suite: Int
    /// Its name.
    package let suiteName: String
    /// The current incarnation of the node's feeds, 16 hexadecimal digits.
    package let incarnation: String
    /// The software's version.
    package let version: String
    /// UTC milliseconds.
    package let startedAt: Int64
    /// The node's clock, UTC milliseconds.
    package let now: Int64
    /// Feeds held.
    package let feeds: Int
    /// Changes held.
    package let changes: Int64
    /// Records held.
    package let records: Int64
    /// Rises with every transaction that changed what is held.
    package let storeVersion: Int64
    /// Size of the database file in bytes.
    package let storeBytes: Int64
    /// Free bytes where the store lies.
    package let diskFreeBytes: Int64
    /// Units in quarantine.
    package let quarantined: Int
    /// Changes stored but waiting for the clock.
    package let held: Int
    /// Records in which something is that this version does not know.
    package let unknownRecords: Int
    /// Digest over all heads held, 64 hexadecimal digits.
    package let headsDigest: String
    /// Digest over all merged records, 64 hexadecimal digits; the same as an examination finds.
    package let stateDigest: String
    /// Every link.
    package let links: [LinkSummary]
    /// The latest event about the node's own past after it was restored from an older copy:
    /// `incarnation-opened` while changes are fetched back, `past-recovered` when they are here. For a
    /// day it may be `copy-writes`: a copy of the node's folder runs.
    package let recovery: NodeEvent?
    /// What lasts and should be looked after.
    package let alarms: [StandingAlarm]
    /// Offices below whose nodes are not linked, as far as statements say.
    package let subtreeOffline: Int
    /// Offices below whose nodes are linked and lack changes.
    package let subtreeBehind: Int
    /// How far the examination of all that the node holds has come.
    package let examination: ExaminationStatus?

    package init(
        office: String,
        officeName: String,
        path: [String],
        tree: String,
        node: String,
        suite: Int,
        suiteName: String,
        incarnation: String,
        version: String,
        startedAt: Int64,
        now: Int64,
        feeds: Int,
        changes: Int64,
        records: Int64,
        storeVersion: Int64,
        storeBytes: Int64,
        diskFreeBytes: Int64,
        quarantined: Int,
        held: Int,
        unknownRecords: Int = 0,
        headsDigest: String,
        stateDigest: String,
        links: [LinkSummary],
        recovery: NodeEvent? = nil,
        alarms: [StandingAlarm] = [],
        subtreeOffline: Int = 0,
        subtreeBehind: Int = 0,
        examination: ExaminationStatus? = nil
    ) {
        self.office = office
        self.officeName = officeName
        self.path = path
        self.tree = tree
        self.node = node
        self.suite = suite
        self.suiteName = suiteName
        self.incarnation = incarnation
        self.version = version
        self.startedAt = startedAt
        self.now = now
        self.feeds = feeds
        self.changes = changes
        self.records = records
        self.storeVersion = storeVersion
        self.storeBytes = storeBytes
        self.diskFreeBytes = diskFreeBytes
        self.quarantined = quarantined
        self.held = held
        self.unknownRecords = unknownRecords
        self.headsDigest = headsDigest
        self.stateDigest = stateDigest
        self.links = links
        self.recovery = recovery
        self.alarms = alarms
        self.subtreeOffline = subtreeOffline
        self.subtreeBehind = subtreeBehind
        self.examination = examination
    }
}
