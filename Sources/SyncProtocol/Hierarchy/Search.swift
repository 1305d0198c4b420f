// Searching in what is in order already.

extension RandomAccessCollection {
    /// Where the elements begin of which something holds; `endIndex` when it holds of none.
    ///
    /// Takes as many looks as the count has binary digits.
    ///
    /// - Parameter isBehind: MUST hold of all elements behind the first one of which it holds.
    package func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
        var (low, count) = (self.startIndex, self.count)
        while count > 0 {
            let half = count / 2
            let middle = self.index(low, offsetBy: half)
            if isBehind(self[middle]) {
                count = half
            } else {
                low = self.index(after: middle)
                count -= half + 1
            }
        }
        return low
    }

    /// The elements of an office and of all below it, where everything is in tree order.
    ///
    /// - Parameter path: of which office an element is.
    package func subtree(of office: OfficePath, by path: (Element) -> OfficePath) -> Range<Index> {
        let start = self.partitioningIndex { !(path($0) < office) }
        let end = self[start...].partitioningIndex { !office.contains(path($0)) }
        return start..<end
    }
}
