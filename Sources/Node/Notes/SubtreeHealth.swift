import Store
import SyncProtocol

/// How many offices below are not linked or lack changes: those of our own links, and what the
/// statements of linked children say of theirs.
struct SubtreeHealth: Sendable {
    private(set) var offline: UInt64 = 0
    private(set) var behind: UInt64 = 0

    init(
        _ snapshot: StoreSnapshot,
        own: OfficePath,
        linked: [(path: OfficePath, isBehind: Bool)]
    ) throws(StoreError) {
        let paths = Set(linked.map(\.path))
        var deeper: [OfficePath: UInt64] = [:]
        for office in try snapshot.offices()
        where own.contains(office.path) && office.path != own && office.level != nil
            && office.hostedBy == nil
        {
            guard let child = OfficePath(Array(office.path.ids.prefix(own.depth + 1))) else {
                continue
            }
            if child != office.path {
                deeper[child, default: 0] += 1
            } else if !paths.contains(child) {
                self.offline += 1
            }
        }
        for link in linked where link.path.parent == own && link.isBehind { self.behind += 1 }
        for stored in try snapshot.notes(.statement)
        where stored.signer.parent == own && paths.contains(stored.signer) {
            guard let statement = try? StatementNote(decoding: stored.note.body) else { continue }
            // Nobody has more offices below than the roster knows.
            let most = deeper[stored.signer] ?? 0
            self.offline += min(statement.offline, most)
            self.behind += min(statement.behind, most)
        }
    }
}
