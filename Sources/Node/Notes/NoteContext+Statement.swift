import Store
import SyncProtocol

extension NoteContext {
    /// Finds out how this node is, and hands it over on the event loop; nothing when the store cannot
    /// be read.
    func statement(
        _ number: UInt64,
        _ relay: Relay,
        then: @escaping @Sendable (StatementNote?) -> Void
    ) {
        let links = relay.links
        let linked = links.map { (path: $0.peer, isBehind: $0.sendBehind > 0) }
        let backlog = links.reduce(UInt64(0)) { $0 &+ $1.sendBehind }
        let (digest, own, folder, now) = (
            relay.headsDigest, self.office, self.dataFolder, self.clock()
        )
        self.read(
            { snapshot throws(StoreError) in
                let counts = snapshot.counts
                let below = try SubtreeHealth(snapshot, own: own, linked: linked)
                return StatementNote(
                    number: number,
                    at: now,
                    headsDigest: digest,
                    backlog: min(backlog, UInt64(Int64.max)),
                    quarantined: UInt64(clamping: counts.quarantined),
                    held: UInt64(clamping: counts.held),
                    diskFreeByteCount: UInt64(clamping: DiskSpace.freeByteCount(at: folder)),
                    version: CastNode.version,
                    offline: min(below.offline, NoteLimits.officesMax),
                    behind: min(below.behind, NoteLimits.officesMax)
                )
            },
            then: then
        )
    }
}
