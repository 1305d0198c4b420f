import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// Tells of figures that were handed in and may count what offices below report, too.
struct OverlapWarnings {
    /// The totals of so many offices and periods are looked at after one call, and so many warnings given.
    private static let overlapsMax = (looked: 2_000, told: 5)

    private let snapshot: StoreSnapshot
    private let roster: Roster

    init(_ snapshot: StoreSnapshot, _ roster: Roster) {
        self.snapshot = snapshot
        self.roster = roster
    }

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

    /// At most some of what there is to say of reports that have just been written.
    func of(
        _ reports: [(office: OfficePath, content: ReportContent)]
    ) throws(StoreError) -> [Warning] {
        var warnings: [Warning] = []
        for total in Self.totals(reports, own: self.roster.own)
        where warnings.count < Self.overlapsMax.told {
            for sum in try self.snapshot.totals.sums(
                of: total.office,
                total.period,
                total.indicators
            ) {
                let overlap = FigureOverlap(own: sum.own, total: sum.total, offices: sum.offices)
                guard let overlap else { continue }
                let key = FigureKey(period: total.period, indicator: sum.indicator)
                warnings.append(self.warning(overlap, total.office, key))
            }
        }
        return Array(warnings.prefix(Self.overlapsMax.told))
    }

    private func warning(
        _ overlap: FigureOverlap,
        _ office: OfficePath,
        _ key: FigureKey
    ) -> Warning {
        let indicator = Indicator.byNumber(key.indicator)
        func text(_ value: Int64) -> String { indicator?.text(scaled: value) ?? String(value) }
        let (own, below) = (text(overlap.own), text(overlap.below))
        let sum = text(overlap.own + overlap.below)
        let (office, period) = (self.roster.name(office), key.period)
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
