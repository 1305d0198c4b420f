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
