package import SyncProtocol

/// What the writer of an act is told once the disk has it.
package struct DurableAct: Sendable, Hashable {
    /// The changes that carry the act, in the order in which they were written.
    package let changes: [ChangeID]
    /// The store's version that includes it.
    package let storeVersion: Int64
    /// UTC microseconds.
    package let durableAt: Int64
    /// What became of each part of the act.
    package let parts: [PartOutcome]

    package init(
        changes: [ChangeID],
        storeVersion: Int64,
        durableAt: Int64,
        parts: [PartOutcome]
    ) {
        self.changes = changes
        self.parts = parts
        self.storeVersion = storeVersion
        self.durableAt = durableAt
    }

    /// Whether all of it stood there already.
    package var isRepeated: Bool { self.parts.allSatisfy { $0 == .repeated } }

    /// What the act replaced.
    package var replaced: [ReplacedField] {
        self.parts.flatMap { part -> [ReplacedField] in
            guard case .written(let replaced) = part else { return [] }
            return replaced
        }
    }
}
