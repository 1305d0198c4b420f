internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// No honest office takes in more offices of a branch than that has places.
struct PlacesChecker: Sendable {
    private struct Mark {
        var used = 0
        /// Of an office of which no roster tells yet; nil where there is no bound.
        var places: Int? = BranchPlaces.ofCounty
    }

    /// By office, for the branches that evil offices fill.
    private var marks: [OrderedDictionary<OfficePath, Mark>]

    init(officeCount: Int) {
        self.marks = Array(repeating: [:], count: officeCount)
    }

    /// An office starts with what is on its disk, be it the copy of an evil one's.
    ///
    /// - Parameter branches: those that evil offices fill.
    mutating func started(_ office: SimulatedOffice, at index: Int, _ branches: [OfficePath]) {
        self.marks[index] = [:]
        for path in branches { self.marks[index][path] = Self.mark(path, office) }
    }

    /// Nil where an office is not known.
    private static func mark(_ path: OfficePath, _ office: SimulatedOffice) -> Mark? {
        let directory = office.store.state.directory
        guard let place = directory.office(path) else { return nil }
        return Mark(used: directory.occupancy[place].used, places: directory.places(of: place))
    }

    /// - Parameter branches: those that evil offices fill.
    mutating func check(
        _ office: SimulatedOffice,
        at index: Int,
        _ branches: [OfficePath]
    ) throws(CheckFailure) {
        for path in branches {
            guard let mark = Self.mark(path, office) else { continue }
            let before = self.marks[index][path] ?? Mark()
            // A grant that shrinks takes nothing away, nor does the first that is heard of an office above.
            let places = mark.places.flatMap { now in before.places.map { max(now, $0) } }
            guard mark.used <= before.used || mark.used <= places ?? .max else {
                throw CheckFailure(
                    .correctness,
                    "no branch has more offices than places",
                    office: index,
                    "\(path) has \(mark.used), and \(mark.places ?? .max) places"
                )
            }
            self.marks[index][path] = mark
        }
    }
}
