/// A value that stands in a field, and who put it there.
package struct RecordEntry: Codable, Sendable, Equatable {
    package let value: RecordValue
    /// The change that brought it, by its id; absent of a step.
    package let change: String?
    /// UTC milliseconds; absent of a step.
    package let at: Int64?
    /// Who acted; absent for what a node did by itself, and where it is not known here.
    package let user: String?
    /// The office whose key signed it, by its whole path; absent where it is not known here.
    package let office: String?

    package init(
        value: RecordValue,
        change: String? = nil,
        at: Int64? = nil,
        user: String? = nil,
        office: String? = nil
    ) {
        self.value = value
        self.change = change
        self.at = at
        self.user = user
        self.office = office
    }
}
