import Decision
import OfficeWork
import Store
import SyncProtocol
import Synchronization

/// Has the receipts written that say a directive has arrived at this node, for the node's own office and
/// those that it hosts.
///
/// It follows what commits say has changed, and looks through all directives only when it begins and when rosters say
/// something else of these offices. It works from what is in the store, so a receipt that a crash prevented is
/// written at the next start.
final class DeliveryKeeper: Sendable {
    /// All on which it depends which receipts are owed, beside the directives.
    private struct Ground: Equatable {
        let duty: DeliveryDuty
        let listings: [OfficeListing?]
        let successions: Successions
    }

    private struct State {
        var isRunning = false
        /// Nil until all directives have been looked through.
        var ground: Ground?
        var isRosterChanged = true
        var touched: Set<DirectiveID> = []

        var isWanted: Bool { self.isRosterChanged || !self.touched.isEmpty }
    }

    private struct Found {
        var parts: [LocalAct.Part] = []
        /// Where the next look goes on; nil when this was the last.
        var next: StoreKey?
    }

    private let store: OfficeStore
    private let office: OfficePath
    private let state = Mutex(State())

    init(store: OfficeStore, office: OfficePath) {
        self.store = store
        self.office = office
    }

    /// Called on the writer's thread after each commit; returns at once.
    func committed(_ notices: [StoreNotice]) {
        let isNew = self.state.withLock { state in
            for notice in notices {
                switch notice {
                case .directivesTouched(let directives): state.touched.formUnion(directives)
                case .rosterChanged, .reorganised: state.isRosterChanged = true
                default: continue
                }
            }
            return state.isWanted
        }
        if isNew { self.run() }
    }

    /// Writes what is missing. Goes on with what is asked for meanwhile.
    func run() {
        let isFirst = self.state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard isFirst else { return }
        Task.detached { await self.work() }
    }

    private func work() async {
        while let touched = self.take() {
            do {
                try await self.look(at: touched)
            } catch {
                // The disk is full, or too much waits: with the next commit it is tried again.
                self.state.withLock { state in
                    state.ground = nil
                    state.isRosterChanged = true
                    state.isRunning = false
                }
                return
            }
        }
    }

    /// What is to be looked at; nil when nothing is, and then whoever wants something begins anew.
    private func take() -> [DirectiveID]? {
        self.state.withLock { state in
            guard state.isWanted else {
                state.isRunning = false
                return nil
            }
            defer {
                state.touched = []
                state.isRosterChanged = false
            }
            return state.touched.sorted()
        }
    }

    private func look(at touched: [DirectiveID]) async throws(StoreError) {
        let known = self.state.withLock { $0.ground }
        let (ground, parts) = try self.store.read { snapshot throws(StoreError) in
            let (ground, roster) = try self.ground(snapshot)
            guard ground == known else { return (ground, [LocalAct.Part]()) }
            var rows: [IssuedDirective] = []
            for id in touched {
                if let row = try snapshot.directives.one(id: id) { rows.append(row) }
            }
            return (ground, try Self.missing(of: rows, ground.duty, snapshot, roster))
        }
        guard ground == known else {
            try await self.lookThroughAll()
            return self.state.withLock { $0.ground = ground }
        }
        try await self.write(parts)
    }

    private func lookThroughAll() async throws(StoreError) {
        var after: StoreKey?
        repeat {
            let found = try self.store.read { snapshot throws(StoreError) in
                let (ground, roster) = try self.ground(snapshot)
                let page = try snapshot.directives.page(
                    StoreRange(after: after, limit: StoreRange.limitMax)
                )
                return Found(
                    parts: try Self.missing(of: page.rows, ground.duty, snapshot, roster),
                    next: page.next
                )
            }
            try await self.write(found.parts)
            after = found.next
        } while after != nil
    }

    private func write(_ parts: [LocalAct.Part]) async throws(StoreError) {
        guard !parts.isEmpty else { return }
        try await self.store.write(LocalAct(user: nil, parts: parts))
    }

    private func ground(
        _ snapshot: StoreSnapshot
    ) throws(StoreError) -> (Ground, Roster) {
        let roster = try Roster(snapshot, own: self.office)
        let offices = roster.ownAndHosted
        let ground = Ground(
            duty: DeliveryDuty(
                own: self.office,
                offices: offices,
                former: try snapshot.offices.formerPaths()
            ),
            listings: offices.map { roster.listing(of: $0) },
            successions: roster.successions
        )
        return (ground, roster)
    }

    private static func missing(
        of rows: [IssuedDirective],
        _ duty: DeliveryDuty,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws(StoreError) -> [LocalAct.Part] {
        let now = SystemTime.milliseconds()
        var parts: [LocalAct.Part] = []
        for row in rows {
            let addressed = duty.addressed(by: row, roster)
            guard !addressed.isEmpty else { continue }
            let id = row.directive.id
            let known = try snapshot.directives.receipts(of: id).map(\.office)
            parts += duty.missing(addressed, having: known).map {
                Receipt.delivery(of: id, issuer: row.issuer, to: $0, at: now)
            }
        }
        return parts
    }
}
