import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

// Figures that were handed in and may count what offices below report, too.

extension OfficeService {
    /// So many totals are looked at after one call, and so many warnings given.
    private static let overlapsMax = (looked: 2_000, told: 5)

    private struct Total: Hashable {
        let office: OfficePath
        let key: RollupKey
    }

    /// The totals that reports have moved at their own offices, and at this one where it writes for others.
    private static func totals(
        _ reports: [(office: OfficePath, content: ReportContent)],
        own: OfficePath
    ) -> [Total] {
        var seen: Set<Total> = []
        var totals: [Total] = []
        for report in reports {
            for point in report.content.points {
                let key = RollupKey(period: point.period, indicator: point.indicator.number)
                for office in report.office == own ? [own] : [report.office, own] {
                    let total = Total(office: office, key: key)
                    guard totals.count < Self.overlapsMax.looked else { return totals }
                    if seen.insert(total).inserted { totals.append(total) }
                }
            }
        }
        return totals
    }

    func overlaps(
        _ reports: [(office: OfficePath, content: ReportContent)]
    ) async throws -> [Warning] {
        let totals = Self.totals(reports, own: self.office)
        let own = self.office
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            var warnings: [Warning] = []
            for total in totals where warnings.count < Self.overlapsMax.told {
                guard let sum = try snapshot.sum(of: total.office, total.key),
                    let overlap = FigureOverlap(
                        own: sum.own,
                        total: sum.total,
                        offices: sum.offices
                    )
                else { continue }
                warnings.append(Self.warning(overlap, total, roster))
            }
            return warnings
        }
    }

    private static func warning(
        _ overlap: FigureOverlap,
        _ total: Total,
        _ roster: Roster
    ) -> Warning {
        let indicator = Indicator.byNumber(total.key.indicator)
        func text(_ value: Int64) -> String { indicator?.text(scaled: value) ?? String(value) }
        let (own, below) = (text(overlap.own), text(overlap.below))
        let sum = text(overlap.own + overlap.below)
        let (office, period) = (roster.name(total.office), total.key.period)
        let name = indicator?.nameChinese ?? "\(total.key.indicator)"
        let code = indicator?.code ?? "\(total.key.indicator)"
        return Warning(
            "\(office) \(period)“\(name)”本级数 \(own)，下级 \(overlap.offices) 个单位另报 \(below)，"
                + "相加为 \(sum)。本级数不应包含下级已报的数；如已包含，请重报本级数。",
            "\(office), \(period), \(code): its own figure \(own) and \(below) of "
                + "\(EnglishCount.text(overlap.offices, "office")) below add up to \(sum). Enter an office's own figure only; if \(own) holds theirs, "
                + "report the own figure again."
        )
    }
}
