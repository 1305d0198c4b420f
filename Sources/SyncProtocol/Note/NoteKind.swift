/// What a note says. The numbers are on the wire and in the store: never reuse one.
package enum NoteKind: UInt64, Sendable, Hashable, CaseIterable {
    /// How a node is; for its neighbours.
    case statement = 1
    /// How far a reader has an office's reports on its disk; for that office.
    case confirmation = 2
    /// How far a directive has come below an office; for its direct parent.
    case fold = 3
    /// What one end of a link misses at the other; for that other.
    case alarm = 4
}
