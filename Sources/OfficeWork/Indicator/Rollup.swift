/// Names one total: an indicator of a period. The office whose subtree it covers is beside it.
package struct RollupKey: Hashable, Comparable, Sendable {
    package let period: Period
    /// The indicator's number.
    package let indicator: UInt16

    package init(period: Period, indicator: UInt16) {
        self.period = period
        self.indicator = indicator
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.period == right.period
            ? left.indicator < right.indicator : left.period < right.period
    }
}

/// What is to be added to a total.
package struct RollupDelta: Hashable, Sendable {
    package let key: RollupKey
    /// In units of the indicator's last digit.
    package let value: Int64
    /// Offices with a value: 1 when one is new, −1 when one is gone.
    package let offices: Int
    package let conflicts: Int

    package init(key: RollupKey, value: Int64, offices: Int, conflicts: Int) {
        self.key = key
        self.value = value
        self.offices = offices
        self.conflicts = conflicts
    }
}
