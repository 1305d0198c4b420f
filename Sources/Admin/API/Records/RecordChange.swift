/// What one change did to a record.
package struct RecordChange: Codable, Sendable, Equatable {
    /// The change's id.
    package let change: String
    /// UTC milliseconds, by its writer's clock.
    package let at: Int64
    /// Who acted; absent for what a node did by itself.
    package let user: String?
    /// The office whose key signed it, by its whole path.
    package let office: String
    package let officeName: String
    /// Whether its signature holds, checked now.
    package let verified: Bool
    package let fields: [RecordFieldChange]

    package init(
        change: String,
        at: Int64,
        user: String?,
        office: String,
        officeName: String,
        verified: Bool,
        fields: [RecordFieldChange]
    ) {
        self.change = change
        self.at = at
        self.user = user
        self.office = office
        self.officeName = officeName
        self.verified = verified
        self.fields = fields
    }
}
