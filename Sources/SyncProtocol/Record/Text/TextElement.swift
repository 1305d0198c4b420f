/// Names one Unicode scalar of a `text` field for ever: the insertion that brought it, and its place in that.
package struct TextElement: Hashable, Comparable, Sendable {
    package let insertion: Dot
    /// Counted in Unicode scalars, from 0. Behind the end of the insertion: its last one.
    package let offset: UInt32

    package init(_ insertion: Dot, _ offset: UInt32) {
        self.insertion = insertion
        self.offset = offset
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.insertion, left.offset) < (right.insertion, right.offset)
    }
}
