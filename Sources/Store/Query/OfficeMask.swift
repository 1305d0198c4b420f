/// Marks some of the known offices, by where they stand in the directory.
package struct OfficeMask: Sendable, Hashable {
    private var isThere: [Bool]

    /// - Parameter count: of all known offices.
    init(count: Int) {
        self.isThere = Array(repeating: false, count: count)
    }

    /// - Parameter place: may be of an office that was not known before.
    package mutating func set(_ place: Int, to isThere: Bool) {
        if place >= self.isThere.count {
            self.isThere += Array(repeating: false, count: place + 1 - self.isThere.count)
        }
        self.isThere[place] = isThere
    }

    package func contains(_ place: Int) -> Bool {
        self.isThere.indices.contains(place) && self.isThere[place]
    }
}
