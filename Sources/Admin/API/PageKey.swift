import Algorithms

/// Names an item of a list that lies in memory by where it stands in the list's order.
package protocol PageKey: Comparable {
    /// What a reader gets of it, and gives back.
    var text: String { get }
    /// Nil when the text is no key.
    init?(text: String)
}

extension PageRequest {
    /// - Throws: ``APIError/wrongCursor`` when ``after`` is no key of the list.
    package func key<Key: PageKey>(_: Key.Type) throws(APIError) -> Key? {
        guard let after = self.after else { return nil }
        guard let key = Key(text: after) else { throw .wrongCursor }
        return key
    }

    /// The part that is wanted of a whole list, which MUST be in the ascending order of its keys.
    ///
    /// - Returns: the part, and the key that asks for what follows it.
    package func part<Item, Key: PageKey>(
        of items: [Item],
        by key: (Item) -> Key
    ) throws(APIError) -> (items: [Item], next: String?) {
        var start = items.startIndex
        if let after = try self.key(Key.self) {
            start = items.partitioningIndex { key($0) > after }
        }
        let part = items[start...].prefix(self.limit)
        let next = part.endIndex < items.endIndex ? part.last.map { key($0).text } : nil
        return (Array(part), next)
    }
}
