/// The limits that a relay keeps on each of its links.
package struct RelayLimits: Hashable, Sendable {
    /// How many bytes of changes the other end may have in flight towards us.
    package var creditByteCount: Int
    /// How many bytes of changes are sent ahead of acknowledgements at the most, in bytes, whatever
    /// the other end allows: it need not read what is sent.
    package var sendingByteCountMax: Int
    /// How long the other end may take to greet, in milliseconds.
    package var helloMillisecondsMax: Int64
    /// How long the other end may take for each page of the search for what differs, in milliseconds.
    package var pageMillisecondsMax: Int64
    /// How long a batch may stay unacknowledged, in milliseconds, before the link counts as broken.
    package var acknowledgementMillisecondsMax: Int64
    /// After how long a silence a ping is sent, in milliseconds.
    package var pingAfterMilliseconds: Int64
    /// How long at most without a comparison of what both ends have, in milliseconds, however busy the
    /// line is.
    package var beatMillisecondsMax: Int64 { 3 * self.pingAfterMilliseconds }
    /// How long the other end may be silent, in milliseconds.
    package var silenceMillisecondsMax: Int64
    /// A neighbour's claim to have more of our own feeds is passed on once in this time, in
    /// milliseconds: a claim is no proof, and what is done about it cannot be undone.
    package var claimMillisecondsMin: Int64
    /// How often a neighbour is asked again for a change that is damaged here, in milliseconds.
    package var repairMilliseconds: Int64
    /// How many feeds one read asks the store for.
    package var feedsPerReadMax: Int
    /// How often each neighbour is told how this node is, in milliseconds.
    package var statementMilliseconds: Int64
    /// How soon after a link has come to rest it is told for the first time, in milliseconds.
    package var statementFirstMilliseconds: Int64
    /// After how long a silence a neighbour's statement counts as stale, in milliseconds.
    package var statementValidMilliseconds: Int64

    package init(
        creditByteCount: Int = 4 * 1024 * 1024,
        sendingByteCountMax: Int = 16 * 1024 * 1024,
        helloMillisecondsMax: Int64 = 15_000,
        pageMillisecondsMax: Int64 = 60_000,
        acknowledgementMillisecondsMax: Int64 = 60_000,
        pingAfterMilliseconds: Int64 = 10_000,
        silenceMillisecondsMax: Int64 = 35_000,
        claimMillisecondsMin: Int64 = 600_000,
        repairMilliseconds: Int64 = 60_000,
        feedsPerReadMax: Int = 512,
        statementMilliseconds: Int64 = 900_000,
        statementFirstMilliseconds: Int64 = 60_000,
        statementValidMilliseconds: Int64 = 2_700_000
    ) {
        self.creditByteCount = creditByteCount
        self.sendingByteCountMax = sendingByteCountMax
        self.helloMillisecondsMax = helloMillisecondsMax
        self.pageMillisecondsMax = pageMillisecondsMax
        self.acknowledgementMillisecondsMax = acknowledgementMillisecondsMax
        self.pingAfterMilliseconds = pingAfterMilliseconds
        self.silenceMillisecondsMax = silenceMillisecondsMax
        self.claimMillisecondsMin = claimMillisecondsMin
        self.repairMilliseconds = repairMilliseconds
        self.feedsPerReadMax = feedsPerReadMax
        self.statementMilliseconds = statementMilliseconds
        self.statementFirstMilliseconds = statementFirstMilliseconds
        self.statementValidMilliseconds = statementValidMilliseconds
    }
}
