/// What the store has under the name of an office's totals.
package enum LoadedTotals: Sendable {
    case absent
    case found(Totals)
    /// The row is not what was written. All can be summed anew.
    case unreadable
}
