/// A new office to be taken in.
package struct InvitationDraft: Codable, Sendable, Equatable {
    /// Its id.
    package let office: String
    /// Chinese name.
    package let name: String
    package let nameEnglish: String?
    package let level: String
    /// 1...24.
    package let validHours: Int
    /// Whether an office that exists with another name or level gets these, at once and in the whole tree.
    package let rename: Bool?

    package init(
        office: String,
        name: String,
        nameEnglish: String? = nil,
        level: String,
        validHours: Int,
        rename: Bool? = nil
    ) {
        self.office = office
        self.name = name
        self.nameEnglish = nameEnglish
        self.level = level
        self.validHours = validHours
        self.rename = rename
    }
}
