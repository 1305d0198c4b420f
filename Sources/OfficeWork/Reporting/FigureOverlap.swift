/// Whether a figure that an office enters for itself may hold those that offices below it report too: figures
/// of an office are its own and are added to theirs, so such a figure counts twice.
package struct FigureOverlap: Hashable, Sendable {
    /// In units of the indicator's last digit.
    package let own: Int64
    /// The sum of what offices below report.
    package let below: Int64
    /// How many these are.
    package let offices: Int

    /// Nil when there is nothing below, or so much that the own figure cannot hold it.
    ///
    /// - Parameters:
    ///   - own: the office's own figure; nil when it has none.
    ///   - total: with everything below it.
    ///   - offices: how many offices' figures are in the total.
    package init?(own: Int64?, total: Int64, offices: Int) {
        guard let own, offices > 1, total > own, own >= total - own else { return nil }
        self.own = own
        self.below = total - own
        self.offices = offices - 1
    }
}
