/// What a settlement of records of a kind has to name.
package enum SettlementRule: Sendable, Hashable {
    /// Each field stands for itself.
    case byField
    /// The fields belong together: all that are at odds are settled at once.
    case whole
    /// What is at odds is not settled field by field, since more than the fields would have to follow.
    case none
}
