package import SyncProtocol

/// One checked figure of a report (数据点).
package struct DataPoint: Hashable, Sendable {
    package let indicator: Indicator
    package let period: Period
    /// 0...``Indicator/scaledValueMax`` units of the indicator's last digit.
    package let value: DecimalValue

    /// How a record holds it: whole numbers have one spelling.
    var storedValue: Value { Self.stored(self.value) }

    static func stored(_ value: DecimalValue) -> Value {
        value.exponent == 0 ? .integer(value.significand) : .decimal(value)
    }
}
