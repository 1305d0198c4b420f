/// Offices that are moved, renamed, merged or split, as an office above all of them says.
package struct ReorganisationDraft: Codable, Sendable, Equatable {
    /// `move`, `rename`, `merge` or `split`.
    package let kind: String
    /// The offices that are concerned: ids or whole paths. Several for a merger, one otherwise.
    package let offices: [String]
    /// For a move the new parent, or the present one when the office stays after all; for a renaming the
    /// new id, for a merger the office that goes on, for a split the new offices: ids or whole paths, of
    /// offices that need not exist yet.
    package let to: [String]
    /// Why, for people.
    package let reason: String?

    package init(kind: String, offices: [String], to: [String], reason: String? = nil) {
        self.kind = kind
        self.offices = offices
        self.to = to
        self.reason = reason
    }
}
