import Decision
import OfficeWork
import PlainText
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

    /// Receipts that are owed.
    private struct Owed {
        var parts: [LocalAct.Part] = []
        /// What the audit log says of each.
        var subjects: [String] = []
    }

    private struct Found {
        let owed: Owed
        /// Where the next look goes on; nil when this was the last.
        let next: StoreKey?
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
        let (ground, owed) = try self.store.read { snapshot throws(StoreError) in
            let (ground, roster) = try self.ground(snapshot)
            guard ground == known else { return (ground, Owed()) }
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
        try await self.write(owed)
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
                    owed: try Self.missing(of: page.rows, ground.duty, snapshot, roster),
                    next: page.next
                )
            }
            try await self.write(found.owed)
            after = found.next
        } while after != nil
    }

    private func write(_ owed: Owed) async throws(StoreError) {
        guard !owed.parts.isEmpty else { return }
        let note = AuditNote(.deliveryReceipted, eachOf: owed.subjects)
        try await self.store.write(LocalAct(note, user: nil, parts: owed.parts))
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
    ) throws(StoreError) -> Owed {
        let now = SystemTime.milliseconds()
        var owed = Owed()
        for row in rows {
            let addressed = duty.addressed(by: row, roster)
            guard !addressed.isEmpty else { continue }
            let id = row.directive.id
            let known = try snapshot.directives.receipts(of: id).map(\.office)
            for office in duty.missing(addressed, having: known) {
                owed.parts.append(
                    Receipt.delivery(of: id, issuer: row.issuer, to: office, at: now)
                )
                owed.subjects.append(
                    AuditNote.subject(row.directive.number, of: office, own: roster.own)
                )
            }
        }
        return owed
    }
}
