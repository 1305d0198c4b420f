/// What is to be added to a total.
package struct FigureDelta: Hashable, Sendable {
    package let key: FigureKey
    /// In units of the indicator's last digit.
    package let value: Int64
    /// Offices with a value: 1 when one is new, −1 when one is gone.
    package let offices: Int
    package let conflicts: Int

    package init(key: FigureKey, value: Int64, offices: Int, conflicts: Int) {
        self.key = key
        self.value = value
        self.offices = offices
        self.conflicts = conflicts
    }
}
