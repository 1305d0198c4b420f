/// An office without a machine of its own, written for by this node.
package struct HostedOfficeDraft: Codable, Sendable, Equatable {
    /// Its id.
    package let office: String
    package let name: String
    package let nameEnglish: String?
    /// `society` or `county`, or a word that people use for it.
    package let level: String
    /// Whether an office that exists with another name or level gets these, at once and in the whole tree.
    package let rename: Bool?
    /// Whether it is hosted even though it has a node of its own.
    package let force: Bool?

    package init(
        office: String,
        name: String,
        nameEnglish: String? = nil,
        level: String,
        rename: Bool? = nil,
        force: Bool? = nil
    ) {
        self.office = office
        self.name = name
        self.nameEnglish = nameEnglish
        self.level = level
        self.rename = rename
        self.force = force
    }
}
