internal import Decision

/// Which feeds each space has, by place: looked up for every space in turn. A feed never comes to lie in another space,
/// so only those that are new are added.
struct SpaceFeeds {
    private var places: [Int: [Int]] = [:]
    private var count = 0

    mutating func update(_ directory: Directory) {
        if directory.feeds.count < self.count { self = SpaceFeeds() }
        for place in self.count..<directory.feeds.count {
            self.places[directory.feeds[place].space, default: []].append(place)
        }
        self.count = directory.feeds.count
    }

    /// Ascending.
    func of(_ space: Int) -> [Int] { self.places[space] ?? [] }
}
