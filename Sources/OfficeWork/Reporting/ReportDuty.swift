package import SyncProtocol

/// Of whom reports for a period are expected.
package struct ReportDuty: Hashable, Sendable {
    /// What the roster says of an office, as seen from the office whose totals are looked at.
    package struct Candidate: Hashable, Sendable {
        package let level: Level?
        package let isHosted: Bool
        /// Whether it is the office whose totals are looked at.
        package let isViewed: Bool
        /// Whether one of the directives that the period's reports answer is addressed to it.
        package let isAsked: Bool

        package init(level: Level?, isHosted: Bool, isViewed: Bool, isAsked: Bool) {
            self.level = level
            self.isHosted = isHosted
            self.isViewed = isViewed
            self.isAsked = isAsked
        }
    }

    /// Whether the period's reports answer any directive that is known here: then it says who has to report.
    package let isStated: Bool

    package init(isStated: Bool) {
        self.isStated = isStated
    }

    /// Who is asked reports. Where no directive says it, the associations below do; societies, and offices that
    /// others write for, only when they are asked, and nobody misses a report of his own office.
    package func expects(_ office: Candidate) -> Bool {
        guard !self.isStated else { return office.isAsked }
        guard !office.isViewed, !office.isHosted else { return false }
        return switch office.level {
        case .provincial, .city, .county: true
        case .national, .society, nil: false
        }
    }
}
