import OfficeWork
import Store
import SyncProtocol
import Synchronization

/// Writes the receipts that say a directive has arrived at this node, for the node's own office and
/// those that it hosts.
///
/// It works from what is in the store, so a receipt that a crash prevented is written at the next
/// start.
final class DeliveryDesk: Sendable {
    private let store: OfficeStore
    private let office: OfficePath
    private let isRunning = Mutex(false)
    private let needsRun = Mutex(false)

    init(store: OfficeStore, office: OfficePath) {
        self.store = store
        self.office = office
    }

    /// Called on the writer's thread after each commit; returns at once.
    func committed(_ report: CommitReport) {
        // Our own directives, too: they may be addressed to offices that we host.
        guard
            report.committed.contains(where: {
                $0.feed.space.kind == .directives || $0.feed.space.kind == .roster
            })
        else { return }
        self.run()
    }

    /// Looks through the store and writes what is missing. Runs once more when asked meanwhile.
    func run() {
        self.needsRun.withLock { $0 = true }
        let isFirst = self.isRunning.withLock { isRunning in
            defer { isRunning = true }
            return !isRunning
        }
        guard isFirst else { return }
        Task.detached { await self.work() }
    }

    private func work() async {
        while true {
            while self.needsRun.withLock({ needsRun in
                defer { needsRun = false }
                return needsRun
            }) {
                let parts = (try? self.missing()) ?? []
                guard !parts.isEmpty else { continue }
                _ = try? await self.store.write(LocalAct(user: nil, parts: parts))
            }
            self.isRunning.withLock { $0 = false }
            // Asked between the last look and the line above: nobody else would do it.
            guard self.needsRun.withLock({ $0 }) else { return }
            let isFirst = self.isRunning.withLock { isRunning in
                defer { isRunning = true }
                return !isRunning
            }
            guard isFirst else { return }
        }
    }

    /// Where an office of this node stands, and where it stood when a receipt may have been written.
    private func places(of office: OfficePath, _ former: [OfficePath]) -> [OfficePath] {
        [office] + former.compactMap { office.following(self.office, to: $0) }
    }

    private func missing() throws -> [LocalAct.Part] {
        let now = SystemTime.milliseconds()
        return try self.store.read { snapshot throws(StoreError) in
            let roster = try Roster(snapshot, own: self.office)
            let offices = roster.ownAndHosted
            let former = try snapshot.formerPaths()
            var parts: [LocalAct.Part] = []
            var after: StoreKey?
            while true {
                let page = try snapshot.directives(
                    StoreRange(after: after, limit: StoreRange.limitMax)
                )
                for row in page.rows {
                    let addressed = offices.filter { row.addressing($0, roster) == .addressed }
                    guard !addressed.isEmpty else { continue }
                    let known = try snapshot.receipts(of: row.directive.id).map(\.office)
                    for office in addressed
                    where !self.places(of: office, former).contains(where: known.contains) {
                        parts.append(
                            Receipt.delivery(
                                of: row.directive.id,
                                issuer: row.issuer,
                                to: office,
                                at: now
                            )
                        )
                    }
                }
                after = page.next
                guard after != nil else { return parts }
            }
        }
    }
}
