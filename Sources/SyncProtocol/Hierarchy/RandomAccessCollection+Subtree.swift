internal import Algorithms

extension RandomAccessCollection {
    /// The elements of an office and of all below it, where everything is in tree order.
    ///
    /// - Parameter path: of which office an element is.
    package func subtree(of office: OfficePath, by path: (Element) -> OfficePath) -> Range<Index> {
        let start = self.partitioningIndex { !(path($0) < office) }
        let end = self[start...].partitioningIndex { !office.contains(path($0)) }
        return start..<end
    }
}
