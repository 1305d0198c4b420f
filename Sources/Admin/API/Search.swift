extension RandomAccessCollection {
    /// Where the elements begin of which something holds that holds of all behind the first one; `endIndex` when it holds
    /// of none.
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
}
