/// Single values that the store remembers about itself.
package enum Meta: String, Sendable, Hashable, CaseIterable {
    case schema
    case tree
    case path
    case incarnation
    case derivation
    /// What is being fetched back of our own past; see ``LostPast``.
    case lostPast = "lost_past"
    /// How many changes of our own are gone; see ``OwnPast/goneCount``.
    case gone
    /// Units that ever left the quarantine because it was full.
    case quarantineDropped = "quarantine_dropped"
    /// How many problems the latest examination has found, and since when there are any.
    case findings
    case findingsSince = "findings_since"
    /// Where the examination in the background stands; see ``ScrubSchedule``.
    case scrub
    /// Where the office stood before.
    case formerPaths = "former_paths"
}

package enum MetaValue: Sendable, Hashable {
    case number(Int64)
    case bytes([UInt8])
    case none
}
