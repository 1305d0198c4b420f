/// A branch of the tree that has no place left for one more office.
package struct FullBranch: Hashable, Sendable {
    /// At the head of the branch.
    package let office: OfficePath
    /// How many offices below it take a place.
    package let used: Int
    /// How many may.
    package let places: Int

    package init(office: OfficePath, used: Int, places: Int) {
        self.office = office
        self.used = used
        self.places = places
    }
}
