internal import Algorithms
internal import SyncProtocol

/// What is known of the addressed offices below one direct child, the child not counted.
struct TraceBranch: Hashable, Sendable {
    let child: OfficePath
    /// Where they stand among all addressed offices.
    let places: Range<Int>
    /// What the child has told of them last.
    let note: TraceFoldNote?
    /// What those have done that the fold does not name.
    let unnamed: TraceFacts

    init(child: OfficePath, places: Range<Int>, note: TraceFoldNote?) {
        self.child = child
        self.places = places
        self.note = note
        self.unnamed = note?.fold.unnamedFacts ?? []
    }

    /// Whether the fold speaks of all of them.
    private var isCovered: Bool {
        (self.note?.fold.counts.addressed ?? 0) >= UInt64(self.places.count)
    }

    func standing(of path: OfficePath) -> TraceReading.Standing {
        guard let note = self.note else { return .unknown }
        if let named = note.fold.exception(at: path.ids.dropFirst(self.child.depth)) {
            return .named(named.facts, at: named.at)
        }
        return self.isCovered ? .atLeast(self.unnamed, by: note.fold.latest) : .unknown
    }

    /// How many of them have a fact, by the fold. It may know of more offices than our roster does yet; it never makes
    /// us claim more.
    func count(_ fact: TraceFacts) -> Int {
        guard let counts = self.note?.fold.counts else { return 0 }
        let count: UInt64 =
            switch fact {
            case .received: counts.received
            case .opened: counts.opened
            case .signed: counts.signed
            default: 0
            }
        return min(Int(clamping: count), self.places.count)
    }
}

extension TraceFold {
    /// The exception with a path; nil when the fold does not name it.
    func exception(at path: some Collection<OfficeID>) -> TraceException? {
        let place = self.exceptions.partitioningIndex { !$0.path.lexicographicallyPrecedes(path) }
        guard place < self.exceptions.count, self.exceptions[place].path.elementsEqual(path) else {
            return nil
        }
        return self.exceptions[place]
    }
}
