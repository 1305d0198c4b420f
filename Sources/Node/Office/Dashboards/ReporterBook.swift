import Decision
import OfficeWork
import Store
import Synchronization

/// Who has figures of a period, read from the disk once and then kept up to date by what commits say has changed.
final class ReporterBook: Sendable {
    private static let periodsMax = 200

    private struct State {
        var reporters: [Period: OfficeMask] = [:]
        /// The last commit of which was told what it changed.
        var version: Int64
        /// The last commit that changed something of a period.
        var changes: [Period: Int64] = [:]
        /// Up to this commit nothing is remembered of that.
        var forgotten: Int64 = 0

        mutating func forget() {
            self.reporters.removeAll()
            self.changes.removeAll()
            self.forgotten = self.version
        }
    }

    private let state: Mutex<State>

    /// - Parameter version: of the store, now that nothing is kept here.
    init(version: Int64) {
        self.state = Mutex(State(version: version))
    }

    /// Called on the writer's thread after each commit, in commit order.
    func committed(_ version: Int64, _ notices: [StoreNotice]) {
        self.state.withLock { state in
            state.version = version
            for notice in notices {
                switch notice {
                case .reportingChanged(let news):
                    for one in news {
                        state.reporters[one.period]?.set(one.office, to: one.isReporting)
                        state.changes[one.period] = version
                    }
                // All may have been derived anew.
                case .rosterChanged: state.forget()
                default: continue
                }
            }
            if state.changes.count > Self.periodsMax { state.forget() }
        }
    }

    /// The offices that have any figure of their own that counts for a period, as the snapshot has it or a later one.
    func reporters(
        _ period: Period,
        _ snapshot: StoreSnapshot
    ) throws(StoreError) -> OfficeMask {
        let known = self.state.withLock { state in
            // Of a commit that is visible already, but of which nothing was told yet, anything may have changed.
            snapshot.version <= state.version ? state.reporters[period] : nil
        }
        if let known { return known }
        let found = try snapshot.totals.reporters(period)
        self.state.withLock { state in
            // What has come meanwhile is not in it.
            let changed = max(state.changes[period] ?? 0, state.forgotten)
            guard snapshot.version >= changed else { return }
            if state.reporters.count >= Self.periodsMax { state.reporters.removeAll() }
            state.reporters[period] = found
        }
        return found
    }
}
