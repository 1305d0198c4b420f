/// What is declared of one step of a kind of records.
package struct RecordKindStep: Codable, Sendable, Equatable {
    package let step: RecordWord
    /// From which steps a record comes here, by their codes.
    package let from: [String]
    /// Whether a new record begins here.
    package let isFirst: Bool
    /// Who may take a record here: whoever has one of these roles.
    package let roles: [String]

    package init(step: RecordWord, from: [String], isFirst: Bool, roles: [String]) {
        self.step = step
        self.from = from
        self.isFirst = isFirst
        self.roles = roles
    }
}
