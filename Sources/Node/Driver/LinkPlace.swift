import Admin
import SyncProtocol

/// Where a link stands in the list of links: see ``Neighbour/place``.
struct LinkPlace: PageKey {
    private static let separator: Character = "."

    let path: OfficePath
    /// Empty before the first contact.
    let node: String

    init(path: OfficePath, node: String) {
        self.path = path
        self.node = node
    }

    var text: String { "\(self.path)\(Self.separator)\(self.node)" }

    init?(text: String) {
        let parts = text.split(separator: Self.separator, omittingEmptySubsequences: false)
        guard parts.count == 2, let path = OfficePath(text: parts[0]),
            Hexadecimal.bytes(String(parts[1])) != nil
        else { return nil }
        self.init(path: path, node: String(parts[1]))
    }

    static func < (one: LinkPlace, other: LinkPlace) -> Bool {
        (one.path, one.node) < (other.path, other.node)
    }
}
