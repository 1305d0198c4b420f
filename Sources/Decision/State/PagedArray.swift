/// An array in pages, so that a copy of which one element is changed shares all other pages with the original.
///
/// The state of a store is a value (``StoreState``): each transaction works on a copy, and the old one is kept
/// until the new one is on the disk. With tens of thousands of feeds a plain array would be copied as a whole by
/// each transaction.
package struct PagedArray<Element: Sendable>: Sendable {
    /// A power of two: a page is copied when one of its elements changes.
    private static var pageBits: Int { 5 }
    private static var pageMask: Int { (1 << Self.pageBits) - 1 }

    private var pages: [[Element]] = []
    package private(set) var count = 0

    package init() {}

    package var indices: Range<Int> { 0..<self.count }

    package subscript(place: Int) -> Element {
        get { self.pages[place >> Self.pageBits][place & Self.pageMask] }
        _modify { yield &self.pages[place >> Self.pageBits][place & Self.pageMask] }
    }

    package mutating func append(_ element: Element) {
        if self.count & Self.pageMask == 0 { self.pages.append([]) }
        self.pages[self.pages.count - 1].append(element)
        self.count += 1
    }
}

extension PagedArray: Sequence {
    package struct Iterator: IteratorProtocol {
        fileprivate let array: PagedArray
        fileprivate var place = 0

        package mutating func next() -> Element? {
            guard self.place < self.array.count else { return nil }
            defer { self.place += 1 }
            return self.array[self.place]
        }
    }

    package func makeIterator() -> Iterator { Iterator(array: self) }
}
