/// How many offices may stand below a child of the node's office.
package struct OfficePlacesDraft: Codable, Sendable, Equatable {
    /// No grant is greater.
    package static let placesMax: Int64 = 1_000_000

    /// Its id or path: a direct child of the node's office.
    package let office: String
    /// 0...1,000,000; nil takes a grant back, so that the office has the places of its level.
    package let places: Int64?

    package init(office: String, places: Int64? = nil) {
        self.office = office
        self.places = places
    }
}
