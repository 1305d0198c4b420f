/// A society or department written for by this node.
package struct HostedOfficeDraft: Codable, Sendable, Equatable {
    /// Its id.
    package let office: String
    package let name: String
    package let nameEnglish: String?
    /// `society` or `department` or `county`.
    package let level: String

    package init(
        office: String,
        name: String,
        nameEnglish: String? = nil,
        level: String
    ) {
        self.office = office
        self.name = name
        self.nameEnglish = nameEnglish
        self.level = level
    }
}
