/// How far all that is derived anew from the feeds has come.
package struct RebuildProgress: Sendable, Hashable {
    /// Changes that are merged.
    package internal(set) var done: Int64 = 0
    package let total: Int64

    /// From 0 to 100.
    package var percent: Int {
        self.total > 0 ? Int(clamping: min(100, self.done * 100 / self.total)) : 100
    }
}
