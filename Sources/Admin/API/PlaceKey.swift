/// Where an office stands in the tree: whatever has an office's path is ordered so.
package struct PlaceKey: PageKey {
    /// The longest, in characters: sixteen levels of 32 characters.
    private static let charactersMax = 528

    /// Ids from the root.
    package let path: [String]

    package init(_ path: [String]) { self.path = path }

    package var text: String { self.path.joined(separator: "/") }

    package init?(text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.charactersMax,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        let path = text.split(separator: "/", omittingEmptySubsequences: false)
        guard path.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(path.map(String.init))
    }

    package static func < (one: PlaceKey, other: PlaceKey) -> Bool {
        one.path.lexicographicallyPrecedes(other.path) { $0 < $1 }
    }
}
