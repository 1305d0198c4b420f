internal import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// Which offices' totals a figure is added to.
package enum TotalsReach: Sendable {
    case ancestors
    /// A defect, see ``Sabotage/forgetAncestorsInTotals``.
    case ownerOnly
}

/// The totals of every office: what its subtree has reported, by indicator and period, kept up to
/// date change by change.
package struct Totals: Sendable, Hashable {
    private struct Key: Hashable, Comparable {
        let office: OfficePath
        let rollup: RollupKey

        static func < (left: Self, right: Self) -> Bool {
            left.office == right.office ? left.rollup < right.rollup : left.office < right.office
        }
    }

    private struct Total: Hashable {
        var value: Int64 = 0
        var offices = 0
        var conflicts = 0
    }

    private var totals: OrderedDictionary<Key, Total> = [:]

    package init() {}

    mutating func count(
        _ key: StoreImage.RecordKey,
        from old: RecordState,
        to new: RecordState,
        reach: TotalsReach
    ) {
        guard key.record.kind == RecordKind.figures.rawValue,
            let period = Figures.period(key: key.record.key)
        else { return }
        let deltas = Figures.deltas(
            period: period,
            old: Figures.values(old),
            new: Figures.values(new)
        )
        let owner = key.space.owner
        let offices = if case .ancestors = reach { owner.lineage } else { [owner] }
        for office in offices {
            for delta in deltas {
                var total = self.totals[Key(office: office, rollup: delta.key)] ?? Total()
                total.value &+= delta.value
                total.offices += delta.offices
                total.conflicts += delta.conflicts
                self.totals[Key(office: office, rollup: delta.key)] = total
            }
        }
    }

    /// One line for each total, in a fixed order: equal totals have equal lines.
    package var lines: [String] {
        self.totals.sorted { $0.key < $1.key }
            .filter { $0.value != Total() }
            .map { key, total in
                "\(key.office) \(key.rollup.period) \(key.rollup.indicator): "
                    + "\(total.value) of \(total.offices), \(total.conflicts) unsettled"
            }
    }

    /// The total of an indicator at an office. Nil when nothing was reported.
    package func value(of office: OfficePath, period: String, indicator: UInt16) -> Int64? {
        guard let period = Period(period) else { return nil }
        let rollup = RollupKey(period: period, indicator: indicator)
        return self.totals[Key(office: office, rollup: rollup)]?.value
    }
}
