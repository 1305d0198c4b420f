/// Which records of a kind are wanted. Of several conditions all hold.
package struct RecordQuery: Codable, Sendable, Equatable {
    /// The office to which they belong, by its id, path or name; nil for all.
    package let office: String?
    package let period: String?
    /// What they are about: a record's key, or a document number.
    package let about: String?
    /// The step at which they are, by its code.
    package let step: String?
    /// Only those to be done before this day, `YYYY-MM-DD`.
    package let dueBefore: String?
    /// What stands in their number, title or id.
    package let search: String?
    /// Only those in which something is at odds.
    package let isAtOdds: Bool
    /// Whether all fields are wanted with each.
    package let hasFields: Bool

    package init(
        office: String? = nil,
        period: String? = nil,
        about: String? = nil,
        step: String? = nil,
        dueBefore: String? = nil,
        search: String? = nil,
        isAtOdds: Bool = false,
        hasFields: Bool = false
    ) {
        self.office = office
        self.period = period
        self.about = about
        self.step = step
        self.dueBefore = dueBefore
        self.search = search
        self.isAtOdds = isAtOdds
        self.hasFields = hasFields
    }
}
