import Decision
import Store
import SyncProtocol

/// How many offices below are not linked or lack changes: those of our own links, and what the
/// statements of linked children say of theirs.
struct SubtreeHealth: Sendable {
    private(set) var offline: UInt64 = 0
    private(set) var behind: UInt64 = 0

    /// Whether a roster says that an office is there, and that nobody hosts it.
    private static func hasNode(_ place: Int, _ directory: Directory) -> Bool {
        directory.isListed(at: place) && !directory.isHosted(at: place)
    }

    init(
        _ snapshot: StoreSnapshot,
        own: OfficePath,
        linked: [(path: OfficePath, isBehind: Bool)]
    ) throws(StoreError) {
        let paths = Set(linked.map(\.path))
        var deeper: [OfficePath: UInt64] = [:]
        let directory = snapshot.directory
        let children = directory.office(own).map { directory.offices[$0].children } ?? []
        for child in children {
            let path = directory.offices[child].path
            if Self.hasNode(child, directory), !paths.contains(path) { self.offline += 1 }
            guard paths.contains(path) else { continue }
            deeper[path] = directory.order[directory.range(of: path)].reduce(0) { count, place in
                place != child && Self.hasNode(place, directory) ? count + 1 : count
            }
        }
        for link in linked where link.path.parent == own && link.isBehind { self.behind += 1 }
        for stored in try snapshot.notes.all(.statement)
        where stored.signer.parent == own && paths.contains(stored.signer) {
            guard let statement = try? StatementNote(decoding: stored.note.body) else { continue }
            // Nobody has more offices below than the roster knows.
            let most = deeper[stored.signer] ?? 0
            self.offline += min(statement.offline, most)
            self.behind += min(statement.behind, most)
        }
    }
}
