/// Some of the known offices, by their places in the directory.
package struct OfficePlaces: Sendable, Hashable {
    private var isThere: [Bool]

    /// - Parameter count: of all known offices.
    init(count: Int) {
        self.isThere = Array(repeating: false, count: count)
    }

    /// A place that is not known yet is left out.
    mutating func insert(_ place: Int) {
        if self.isThere.indices.contains(place) { self.isThere[place] = true }
    }

    package func contains(_ place: Int) -> Bool {
        self.isThere.indices.contains(place) && self.isThere[place]
    }
}
