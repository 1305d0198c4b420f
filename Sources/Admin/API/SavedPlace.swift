/// An office on whose disk something is known to be.
package struct SavedPlace: Codable, Sendable, Equatable {
    /// Office id.
    package let office: String
    package let officeName: String
    /// Since when at the latest, UTC milliseconds by that office's clock.
    package let at: Int64

    package init(office: String, officeName: String, at: Int64) {
        self.office = office
        self.officeName = officeName
        self.at = at
    }
}
