package import SyncProtocol

/// Which of an office's direct children are read with its totals, of those that have figures; in tree order.
package struct TotalChildren: Sendable, Hashable {
    /// Only those behind this one; nil from the first.
    package let after: OfficePath?
    package let limit: Int

    package init(after: OfficePath? = nil, limit: Int = StoreRange.limitMax) {
        self.after = after
        self.limit = limit
    }
}
