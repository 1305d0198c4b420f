/// Names a strand of a forked feed: by the first change that belongs to it alone.
package struct FeedBranch: Hashable, Comparable, Sendable {
    /// The first change's number, from 1 on.
    package let number: UInt64
    package let change: ChangeID

    package init(number: UInt64, change: ChangeID) {
        self.number = number
        self.change = change
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.number, left.change) < (right.number, right.change)
    }
}
