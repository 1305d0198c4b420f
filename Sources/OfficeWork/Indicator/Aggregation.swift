/// How the figures of several offices make one.
package enum Aggregation: String, Sendable, Hashable, CaseIterable {
    /// They are added.
    case sum
}
