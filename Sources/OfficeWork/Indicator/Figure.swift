/// One indicator's figure of one office and one period.
package struct Figure: Hashable, Sendable {
    /// The indicator's number.
    package let indicator: UInt16
    /// In units of the indicator's last digit; the latest when there are several.
    package let value: Int64
    /// How many other values stand beside it, unsettled.
    package let conflicts: Int

    package init(indicator: UInt16, value: Int64, conflicts: Int = 0) {
        self.indicator = indicator
        self.value = value
        self.conflicts = conflicts
    }
}
