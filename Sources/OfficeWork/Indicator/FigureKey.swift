/// Names one total: an indicator of a period. The office whose subtree it covers is beside it.
package struct FigureKey: Hashable, Comparable, Sendable {
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
