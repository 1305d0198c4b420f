/// Other names for an office that exists.
package struct OfficeNamesDraft: Codable, Sendable, Equatable {
    /// Its id or path: a direct child of the node's office, or the root at its own node.
    package let office: String
    /// Chinese name; nil keeps the present one.
    package let name: String?
    /// Nil keeps the present one; an empty text takes it away.
    package let nameEnglish: String?

    package init(office: String, name: String? = nil, nameEnglish: String? = nil) {
        self.office = office
        self.name = name
        self.nameEnglish = nameEnglish
    }
}
