/// What an examination of the whole store looks at, one after the other.
package enum ScrubStep: UInt8, Sendable, Hashable, CaseIterable {
    /// The structure of the engine's file and of its indexes, table by table.
    case structure
    /// Every change: hash, chain, stamp, signature, the end of its feed.
    case changes
    /// The records against what follows from the changes, and what lists say of them.
    case records
    /// Every row of the lists against its record.
    case lists
    /// The totals against the figures, period by period.
    case totals
    /// The chain of the audit log.
    case audit

    package var next: ScrubStep? { ScrubStep(rawValue: self.rawValue + 1) }
}
