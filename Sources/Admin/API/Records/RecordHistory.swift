/// Who wrote a record, and when, read out of the signed changes.
package struct RecordHistory: Codable, Sendable, Equatable {
    /// The latest first.
    package let changes: [RecordChange]
    /// Whether older changes were not looked at, or some are damaged here.
    package let isCut: Bool

    package init(changes: [RecordChange], isCut: Bool) {
        self.changes = changes
        self.isCut = isCut
    }
}
