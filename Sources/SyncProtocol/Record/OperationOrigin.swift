/// Where the operations of a change come from, as far as merging needs to know.
package struct OperationOrigin: Hashable, Sendable {
    package let change: ChangeID
    package let stamp: Stamp
    package let author: AuthorID
    package let incarnation: UInt64

    package init(change: ChangeID, stamp: Stamp, author: AuthorID, incarnation: UInt64) {
        self.change = change
        self.stamp = stamp
        self.author = author
        self.incarnation = incarnation
    }
}
