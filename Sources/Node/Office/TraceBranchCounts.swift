import Admin
import OfficeWork
import SyncProtocol

/// How far a directive has come below each of an office's children, counted in one pass over the addressed offices.
struct TraceBranchCounts {
    private struct Tally {
        var recipients = 0
        var received = 0
        var opened = 0
        var signed = 0
        var replied = 0
    }

    private var tallies: [OfficePath: Tally] = [:]
    private let isPastDue: Bool

    /// - Parameters:
    ///   - addressed: in tree order.
    ///   - children: those that are wanted; all are direct children of the office, or counted as nothing.
    ///   - facts: what is known of an addressed office, and whether it has answered.
    init(
        _ addressed: [OfficePath],
        below office: OfficePath,
        of children: Set<OfficePath>,
        isPastDue: Bool,
        _ facts: (OfficePath) -> (facts: TraceFacts, isAnswered: Bool)
    ) {
        self.isPastDue = isPastDue
        for path in addressed where path.depth > office.depth + 1 && office.contains(path) {
            guard let child = OfficePath(Array(path.ids.prefix(office.depth + 1))),
                children.contains(child)
            else { continue }
            let (known, isAnswered) = facts(path)
            var tally = self.tallies[child] ?? Tally()
            tally.recipients += 1
            tally.received += known.contains(.received) ? 1 : 0
            tally.opened += known.contains(.opened) ? 1 : 0
            tally.signed += known.contains(.signed) ? 1 : 0
            tally.replied += isAnswered ? 1 : 0
            self.tallies[child] = tally
        }
    }

    /// Nil when no office below it is addressed.
    ///
    /// - Parameter reading: has the child's fold, which may know of more than what it names; nil where there is none.
    func counts(of child: OfficePath, _ reading: TraceReading?) -> TraceCounts? {
        guard let tally = self.tallies[child] else { return nil }
        func count(_ known: Int, _ fact: TraceFacts) -> Int {
            max(known, min(reading?.folded(fact, by: child) ?? 0, tally.recipients))
        }
        return TraceCounts(
            recipients: tally.recipients,
            received: count(tally.received, .received),
            opened: count(tally.opened, .opened),
            signed: count(tally.signed, .signed),
            replied: tally.replied,
            overdue: self.isPastDue ? tally.recipients - tally.replied : 0
        )
    }
}
