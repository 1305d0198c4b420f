/// A record to be made.
package struct RecordDraft: Codable, Sendable, Equatable {
    /// Its key, as its kind writes it. Where that is drawn, 32 hexadecimal digits chosen by the caller, by which a
    /// repeated call is the same record; without it the node draws one.
    package let id: String?
    /// The office to which it belongs; this node's own when nil.
    package let office: String?
    /// What it says, by the fields' codes.
    package let fields: [String: RecordValueDraft]

    package init(
        id: String? = nil,
        office: String? = nil,
        fields: [String: RecordValueDraft]
    ) {
        self.id = id
        self.office = office
        self.fields = fields
    }
}
