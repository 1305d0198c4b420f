internal import HashTreeCollections
internal import OfficeWork
internal import SyncProtocol

// How many offices the branch of each office holds, and how many it may hold (``BranchPlaces``, decision 0029).
//
// An office takes a place from when its parent's roster tells of it, in the branch of every office above. The counts
// follow from what the rosters say and from who moved alone: each start makes them anew.
extension Directory {
    /// How full the branch of one office is.
    package struct Occupancy: Sendable {
        /// The place of the office's parent; nil for the root.
        let parent: Int?
        /// Whether the office takes a place in the branches above it.
        package fileprivate(set) var takesPlace = false
        /// How many offices take a place in its own.
        package fileprivate(set) var used = 0

        init(parent: Int?) {
            self.parent = parent
        }
    }

    /// A branch has too few places left for what one change brings: why that change is held.
    struct Shortage: Sendable {
        /// The place of the office at the head of the branch.
        let office: Int
        /// How many more offices there would be.
        let wanted: Int
        /// Since when it waits, UTC milliseconds.
        var since: Int64 = 0
    }

    /// How many offices may stand below one; nil when there is no bound, or when it is our own or one above of which no
    /// roster has come yet.
    package func places(of office: Int) -> Int? {
        let path = self.offices[office].path
        guard path.depth > 1 else { return nil }
        guard let listed = self.offices[office].listed ?? self.listedWhereItWent(path) else {
            return self.own.contains(where: path.contains) ? nil : BranchPlaces.byDefault(at: nil)
        }
        return listed.places ?? BranchPlaces.byDefault(at: listed.level)
    }

    /// Whoever comes to have an office by a move is told nothing of what it was granted where it stood before: what was
    /// written there has as many places as the office has now.
    private func listedWhereItWent(_ path: OfficePath) -> Listed? {
        guard !self.own.contains(where: path.contains) else { return nil }
        return self.successions.successors(of: path).lazy
            .compactMap { self.office($0).flatMap { self.offices[$0].listed } }.first
    }

    /// The first branch, from a roster's own upwards, in which some more children of the roster's office have no place.
    func shortage(of wanted: Int, in roster: Int) -> Shortage? {
        guard wanted > 0 else { return nil }
        return ([roster] + self.branchesCounting(roster)).lazy
            .map { Shortage(office: $0, wanted: wanted) }
            .first { !self.isOver($0) }
    }

    /// Whether the places are there by now.
    func isOver(_ shortage: Shortage) -> Bool {
        guard let places = self.places(of: shortage.office) else { return true }
        return self.occupancy[shortage.office].used + shortage.wanted <= places
    }

    /// Whether trying again to apply what is held of a feed would change nothing.
    package func isStuck(_ feed: Int) -> Bool {
        self.shortages[feed].map { !self.isOver($0) } ?? false
    }

    /// Whether something that waits for places need not wait any more.
    package var isAnyShortageOver: Bool {
        self.shortages.values.contains { self.isOver($0) }
    }

    /// How many changes wait for places in the branch of an office, and since when (UTC milliseconds); nil when none
    /// does.
    package func waiting(forPlacesOf office: Int) -> (changes: Int64, since: Int64)? {
        var found: (changes: Int64, since: Int64)?
        for (feed, shortage) in self.shortages where shortage.office == office {
            let entry = self.feeds[feed]
            let held = Int64(clamping: entry.head.number &- min(entry.applied, entry.head.number))
            let before = found ?? (0, .max)
            found = (before.changes + held, min(before.since, shortage.since))
        }
        return found
    }

    // MARK: Counting

    /// Lets an office take a place in each branch above it, or takes that back.
    mutating func setPlace(_ takesPlace: Bool, of office: Int) {
        guard self.occupancy[office].takesPlace != takesPlace else { return }
        self.occupancy[office].takesPlace = takesPlace
        for above in self.branchesCounting(office) {
            self.occupancy[above].used += takesPlace ? 1 : -1
        }
    }

    /// Counts anew, after offices have moved.
    mutating func countPlaces() {
        for place in self.occupancy.indices where self.occupancy[place].used != 0 {
            self.occupancy[place].used = 0
        }
        for place in self.occupancy.indices where self.occupancy[place].takesPlace {
            for above in self.branchesCounting(place) { self.occupancy[above].used += 1 }
        }
    }

    /// The offices above one, from its parent upwards, in whose branches it counts: all, but for those that it has left
    /// by the word of an office above them. Between the office that says so and the one that went nobody has it any
    /// more. Who says so has both places to look after, and a branch that went has no more room at its old place than
    /// it had: so nobody makes room by a word of his own.
    private func branchesCounting(_ office: Int) -> [Int] {
        let words = self.successions.words(over: self.offices[office].path)
        var above: [Int] = []
        var next = self.occupancy[office].parent
        while let place = next {
            let depth = self.offices[place].path.depth
            let isLeft = words.contains { $0.declaredBy.depth < depth && depth < $0.from.depth }
            if !isLeft { above.append(place) }
            next = self.occupancy[place].parent
        }
        return above
    }
}
