import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

// Figures that were handed in and may count what offices below report, too.

extension OfficeService {
    /// The totals of so many offices and periods are looked at after one call, and so many warnings given.
    private static let overlapsMax = (looked: 2_000, told: 5)

    /// The totals of one office and one period, and of which indicators.
    private struct Totals {
        let office: OfficePath
        let period: Period
        var indicators: [UInt16] = []
    }

    private struct Place: Hashable {
        let office: OfficePath
        let period: Period
    }

    /// The totals that reports have moved at their own offices, and at this one where it writes for others.
    private static func totals(
        _ reports: [(office: OfficePath, content: ReportContent)],
        own: OfficePath
    ) -> [Totals] {
        var places: [Place: Int] = [:]
        var totals: [Totals] = []
        for report in reports {
            for point in report.content.points {
                for office in report.office == own ? [own] : [report.office, own] {
                    let place = Place(office: office, period: point.period)
                    if places[place] == nil {
                        guard totals.count < Self.overlapsMax.looked else { return totals }
                        places[place] = totals.count
                        totals.append(Totals(office: office, period: point.period))
                    }
                    guard let index = places[place] else { continue }
                    totals[index].indicators.append(point.indicator.number)
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
            var roster: Roster?
            var warnings: [Warning] = []
            for total in totals where warnings.count < Self.overlapsMax.told {
                for sum in try snapshot.sums(of: total.office, total.period, total.indicators) {
                    guard
                        let overlap = FigureOverlap(
                            own: sum.own,
                            total: sum.total,
                            offices: sum.offices
                        )
                    else { continue }
                    let names = try roster ?? Roster(snapshot, own: own)
                    roster = names
                    let key = RollupKey(period: total.period, indicator: sum.indicator)
                    warnings.append(Self.warning(overlap, total.office, key, names))
                }
            }
            return Array(warnings.prefix(Self.overlapsMax.told))
        }
    }

    private static func warning(
        _ overlap: FigureOverlap,
        _ office: OfficePath,
        _ key: RollupKey,
        _ roster: Roster
    ) -> Warning {
        let indicator = Indicator.byNumber(key.indicator)
        func text(_ value: Int64) -> String { indicator?.text(scaled: value) ?? String(value) }
        let (own, below) = (text(overlap.own), text(overlap.below))
        let sum = text(overlap.own + overlap.below)
        let (office, period) = (roster.name(office), key.period)
        let name = indicator?.nameChinese ?? "\(key.indicator)"
        let code = indicator?.code ?? "\(key.indicator)"
        return Warning(
            "\(office) \(period)“\(name)”本级数 \(own)，下级 \(overlap.offices) 个单位另报 \(below)，"
                + "相加为 \(sum)。本级数不应包含下级已报的数；如已包含，请重报本级数。",
            "\(office), \(period), \(code): its own figure \(own) and \(below) of "
                + "\(EnglishCount.text(overlap.offices, "office")) below add up to \(sum). Enter an office's own figure only; if \(own) holds theirs, "
                + "report the own figure again."
        )
    }
}
