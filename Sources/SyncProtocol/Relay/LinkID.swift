/// Names one connection to a neighbour, from its opening to its end.
package struct LinkID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }

    package var description: String { "link \(self.number)" }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
