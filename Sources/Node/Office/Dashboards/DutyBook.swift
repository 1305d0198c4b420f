import Decision
import OfficeWork
import SyncProtocol
import Synchronization

/// Of whom reports are expected, as it was worked out last: kept until a roster changes.
///
/// It takes a look at every office below, and is the same for each period that is asked for alike.
final class DutyBook: Sendable {
    private static let dutiesMax = 200

    private struct Key: Hashable {
        /// The office whose totals are looked at.
        let viewed: OfficePath
        let asking: [DirectiveID]
    }

    private struct Duty {
        let rosterRevision: UInt64
        let asking: [IssuedDirective]
        let offices: [Int]
    }

    private let duties = Mutex<[Key: Duty]>([:])

    /// The offices of a subtree that are expected to report, by their places in the directory, in tree order.
    ///
    /// - Parameter asking: the directives that the reports answer; they say who has to report.
    func offices(
        below viewed: OfficePath,
        _ asking: [IssuedDirective],
        _ roster: Roster
    ) -> [Int] {
        let key = Key(viewed: viewed, asking: asking.map(\.directive.id))
        let revision = roster.directory.rosterRevision
        let known = self.duties.withLock { $0[key] }
        if let known, known.rosterRevision == revision, known.asking == asking {
            return known.offices
        }
        let offices = Self.expected(below: viewed, asking, roster)
        self.duties.withLock { duties in
            if duties.count >= Self.dutiesMax { duties.removeAll() }
            duties[key] = Duty(rosterRevision: revision, asking: asking, offices: offices)
        }
        return offices
    }

    private static func expected(
        below viewed: OfficePath,
        _ asking: [IssuedDirective],
        _ roster: Roster
    ) -> [Int] {
        let (directory, successions) = (roster.directory, roster.successions)
        let duty = ReportDuty(isStated: !asking.isEmpty)
        return directory.order[directory.range(of: viewed)].filter { office in
            let path = directory.path(at: office)
            guard successions.isEmpty || !successions.isLeft(path) else { return false }
            return duty.expects(
                ReportDuty.Candidate(
                    level: directory.level(at: office),
                    isHosted: directory.isHosted(at: office),
                    isViewed: path == viewed,
                    isAsked: asking.contains { $0.addressing(path, roster) == .addressed }
                )
            )
        }
    }
}
