package import SyncProtocol

/// One figure as a report gave it.
package struct ReportedFigure: Hashable, Sendable {
    package let period: Period
    /// The indicator's number.
    package let indicator: UInt16
    /// In units of the indicator's last digit.
    package let value: Int64
    /// The change that carries it.
    package let change: ChangeID
}
