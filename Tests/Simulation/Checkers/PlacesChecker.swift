internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// No honest office takes in more offices of a branch than that has places.
struct PlacesChecker: Sendable {
    private struct Mark {
        var used = 0
        /// Of an office of which no roster tells yet.
        var places = BranchPlaces.ofCounty
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

    /// Nil where an office is not known, or has no bound.
    private static func mark(_ path: OfficePath, _ office: SimulatedOffice) -> Mark? {
        let directory = office.store.state.directory
        guard let place = directory.office(path), let places = directory.places(of: place) else {
            return nil
        }
        return Mark(used: directory.occupancy[place].used, places: places)
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
            // A grant that shrinks takes nothing away.
            guard mark.used <= before.used || mark.used <= max(mark.places, before.places) else {
                throw CheckFailure(
                    .correctness,
                    "no branch has more offices than places",
                    office: index,
                    "\(path) has \(mark.used), and \(mark.places) places"
                )
            }
            self.marks[index][path] = mark
        }
    }
}
