/// Names one record.
package struct RecordPlace: Codable, Sendable, Equatable {
    /// What programs call its kind: `reply`.
    package let kind: String
    /// Its key, as its kind writes it.
    package let id: String
    /// The office to which it belongs, by its id or path; nil for the node's own.
    package let office: String?

    package init(kind: String, id: String, office: String? = nil) {
        self.kind = kind
        self.id = id
        self.office = office
    }
}
