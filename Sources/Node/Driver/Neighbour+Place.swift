import Admin
import Store
import SyncProtocol

extension Neighbour {
    /// Where a link stands among all: in tree order, several nodes of one office by their names.
    var place: LinkPlace { LinkPlace(path: self.path, node: self.node?.description ?? "") }

    /// Those that have a link or are waited for: neighbours of this process, and children with a node of their own
    /// that has not called since it began.
    static func expected(_ neighbours: [Neighbour], _ roster: Roster) -> [Neighbour] {
        // Nobody expects a link of an office that has gone from there.
        let neighbours = neighbours.filter {
            $0.record.progress != nil || !roster.successions.isLeft($0.path)
        }
        let linked = Set(neighbours.map(\.path))
        let children = roster.children(of: roster.own).filter {
            $0.hostedBy == nil && $0.level != nil
                && !linked.contains($0.path) && !roster.successions.isLeft($0.path)
        }
        return neighbours
            + children.map {
                Neighbour(
                    path: $0.path,
                    node: nil,
                    record: LinkRecord(direction: .accepted, address: ""),
                    dialing: nil,
                    lastFailure: nil
                )
            }
    }
}

/// See ``Neighbour/place``.
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
