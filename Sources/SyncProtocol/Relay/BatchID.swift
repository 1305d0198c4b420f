/// Names one batch of changes that came over one link.
package struct BatchID: Hashable, Sendable {
    package let link: LinkID
    /// 1, 2, 3 … as the sender counts.
    package let number: UInt64

    package init(link: LinkID, number: UInt64) {
        self.link = link
        self.number = number
    }
}
