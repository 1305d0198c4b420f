/// An office and how people call it.
package struct OfficeName: Codable, Sendable, Equatable {
    /// Its id.
    package let office: String
    package let officeName: String

    package init(office: String, officeName: String) {
        self.office = office
        self.officeName = officeName
    }
}
