import Decision
import OfficeWork
import Store
import SyncProtocol
import Synchronization

/// How far directives have come, as it was worked out last: kept until a commit changes it, for as many directives as
/// there is room for.
///
/// To whom a directive is addressed takes a look at every office, and changes with the rosters only; how far it has come
/// changes with each receipt, answer and fold. Both are kept, each as long as it holds.
final class StandingBook: Sendable {
    /// Addressed offices of all directives together; an office takes some ten bytes for each.
    private static let officesMax = 1_000_000
    private static let directivesMax = 1_000
    /// Directives of which it is remembered when something of them changed.
    private static let changesMax = 10_000

    private struct Entry {
        let audience: TraceAudience
        let rosterRevision: UInt64
        /// Nil when something has come since.
        var standing: DirectiveStanding?
        /// Higher than that of all that were used before.
        var use: UInt64
    }

    private struct State {
        var entries: [DirectiveID: Entry] = [:]
        var offices = 0
        var uses: UInt64 = 0
        /// The last commit of which was told what it changed.
        var version: Int64
        /// The commits that changed something of a directive, the last of each.
        var changes: [DirectiveID: Int64] = [:]
        var workedOut = 0
        /// Up to this commit nothing is remembered of that.
        var forgotten: Int64 = 0
    }

    private let state: Mutex<State>

    /// - Parameter version: of the store, now that nothing is kept here.
    init(version: Int64) {
        self.state = Mutex(State(version: version))
    }

    /// How often the standing of a directive was worked out.
    var workedOut: Int { self.state.withLock { $0.workedOut } }

    /// Called on the writer's thread after each commit, in commit order.
    func committed(_ version: Int64, _ notices: [StoreNotice]) {
        self.state.withLock { state in
            state.version = version
            for case .directivesTouched(let directives) in notices {
                for directive in directives {
                    state.entries[directive]?.standing = nil
                    state.changes[directive] = version
                }
            }
            guard state.changes.count > Self.changesMax else { return }
            state.changes.removeAll()
            state.forgotten = version
        }
    }

    /// How far a directive has come, as the snapshot has it or a later one.
    func standing(
        of issued: IssuedDirective,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws(StoreError) -> DirectiveStanding {
        let (found, version) = self.entry(of: issued, roster)
        // Of a commit that is visible already, but of which nothing was told yet, anything may have changed.
        if let standing = found?.standing, snapshot.version <= version { return standing }
        let audience = found?.audience ?? TraceAudience(issued, roster)
        let standing = DirectiveStanding(try TraceReading(audience, snapshot))
        let entry = Entry(
            audience: audience,
            rosterRevision: roster.directory.rosterRevision,
            standing: standing,
            use: 0
        )
        self.keep(entry, of: snapshot.version)
        return standing
    }

    /// What is kept of a directive, and the last commit that was told of by then.
    private func entry(
        of issued: IssuedDirective,
        _ roster: Roster
    ) -> (entry: Entry?, version: Int64) {
        let id = issued.directive.id
        let (found, version) = self.state.withLock { state in
            state.uses += 1
            state.entries[id]?.use = state.uses
            return (state.entries[id], state.version)
        }
        guard let found, found.rosterRevision == roster.directory.rosterRevision,
            found.audience.issued == issued
        else { return (nil, version) }
        return (found, version)
    }

    private func keep(_ entry: Entry, of version: Int64) {
        let id = entry.audience.issued.directive.id
        self.state.withLock { state in
            var entry = entry
            state.workedOut += 1
            // What has come meanwhile is not in it.
            if version < max(state.changes[id] ?? 0, state.forgotten) { entry.standing = nil }
            state.uses += 1
            entry.use = state.uses
            state.offices += entry.audience.addressedCount
            state.offices -= state.entries[id]?.audience.addressedCount ?? 0
            state.entries[id] = entry
            while state.entries.count > 1,
                state.offices > Self.officesMax || state.entries.count > Self.directivesMax
            {
                guard let oldest = state.entries.min(by: { $0.value.use < $1.value.use }) else {
                    return
                }
                state.offices -= oldest.value.audience.addressedCount
                state.entries[oldest.key] = nil
            }
        }
    }
}
