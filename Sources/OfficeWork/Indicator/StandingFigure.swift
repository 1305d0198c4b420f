package import SyncProtocol

/// A figure as it holds now, and what said so.
package struct StandingFigure: Hashable, Sendable {
    /// In units of the indicator's last digit; the latest when there are several.
    package let value: Int64
    package let change: ChangeID
    /// When it was written, milliseconds since 1970 UTC.
    package let at: Int64
}

extension StandingFigure {
    /// Nil when the record has no figure of the indicator, or one that is no number.
    package init?(_ indicator: UInt16, in state: RecordState) {
        guard let latest = state.choices(indicator).first,
            let value = Figures.scaled(latest.value, indicator: indicator)
        else { return nil }
        self.value = value
        self.change = latest.dot.change
        self.at = latest.stamp.milliseconds
    }
}
