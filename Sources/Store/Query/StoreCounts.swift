/// How much the store holds.
package struct StoreCounts: Sendable, Hashable {
    package let feeds: Int
    package let changes: Int64
    package let records: Int64
    /// Changes that are on disk but wait for the clock.
    package let held: Int64
    package let quarantined: Int
    /// Units that ever left the quarantine because it was full.
    package let quarantineDropped: Int64
    package let incarnation: UInt64
    /// Records in which something is that this version does not know.
    package let unknownRecords: Int
    /// Records in which something is at odds.
    package let conflicts: Int
}
