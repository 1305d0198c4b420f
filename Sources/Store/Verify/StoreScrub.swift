internal import Decision
internal import SyncProtocol
private import Synchronization

/// Has the store look at all that it holds, little by little, in what time the writer leaves: the same steps as
/// ``StoreExamination/verify(progress:)``, a slice at a time. What is found is told, and mended on the ways that there are
/// for it; when all has been looked at once more and is well, that is told, too.
///
/// When the next slice is due says ``wait(at:)``; whoever runs it calls ``examine(at:)`` then, on a thread that may
/// block, and ``settle(at:)``.
package final class StoreScrub: Sendable {
    private struct State {
        var schedule: ScrubSchedule
        var examiner = StoreExaminer(.slice)
        /// All that this process has found in the round under way.
        var found = StoreVerification()
        /// What was found and is not settled yet.
        var fresh = StoreVerification()
        /// A round has come to its end, and that is not settled yet.
        var finished: ScrubSchedule.Finished?
        /// How many signs of damage others had come upon when the round began.
        var faults = 0
        var isNew = true
    }

    private let store: OfficeStore
    private let besides: @Sendable () -> [StoreVerification.Problem]
    private let state: Mutex<State>
    private let isBrokenOff = BreakOff()

    /// - Parameters:
    ///   - now: UTC milliseconds.
    ///   - besides: what is wrong with what belongs to the node and not to its store; looked at with every round.
    package init(
        _ store: OfficeStore,
        at now: Int64,
        besides: @escaping @Sendable () -> [StoreVerification.Problem] = { [] }
    ) throws(StoreError) {
        let kept = try store.driver.read { connection throws(StoreError) in
            try Meta.scrub.bytes(connection)
        }
        let schedule = ScrubSchedule(
            // What cannot be read was damaged or written by another version: it begins anew.
            kept.flatMap { try? ScrubSchedule(decoding: $0) },
            isOrderly: store.published.wasStoppedInOrder,
            at: now
        )
        self.store = store
        self.besides = besides
        self.state = Mutex(State(schedule: schedule))
        store.published.noteScrub(schedule)
        store.published.noteFindings(try store.examination.findings() != nil)
    }

    // MARK: When

    /// How long nothing is to be done, in milliseconds; 0 when the next slice is due.
    package func wait(at now: Int64) -> Int64 {
        let (slices, version) = (self.store.examination.slicesExpected, self.store.published.number)
        let hasFindings = self.store.published.hasFindings
        let faults = self.store.driver.watch.count
        return self.state.withLock { state in
            state.schedule.saw(version: version, at: now)
            // Others may have come upon damage since all was looked at.
            let isWaitedFor = hasFindings || faults != state.faults
            return state.schedule.wait(expecting: slices, isWaitedFor: isWaitedFor, at: now)
        }
    }

    /// Has the slice under way end as soon as it can: the process is stopping.
    package func breakOff() {
        self.isBrokenOff.set()
    }

    // MARK: Looking

    /// Looks at the next slice. Blocks its thread while it reads, for some tens of milliseconds as a rule.
    ///
    /// - Throws: what keeps it from looking and is no damage. What cannot be read because of damage was looked for.
    package func examine(at now: Int64) throws(StoreError) {
        let clock = self.store.configuration.microseconds
        let begun = clock()
        let schedule = try self.state.withLock { state throws(StoreError) in
            let place = state.schedule.place(at: now)
            if place == .start || state.isNew { self.begin(&state, at: place) }
            var slice = StoreVerification()
            let isMended = state.schedule.round?.cause == .mended
            let next = try self.examine(place, isMended: isMended, &state.examiner, &slice)
            if next == nil { for problem in self.besides() { slice.report(problem) } }
            let known = state.found.found.count
            state.found.add(slice)
            state.fresh.add(slice)
            var tally = ScrubRound.Tally()
            (tally.changes, tally.records, tally.rows) = (slice.changes, slice.records, slice.rows)
            // A damaged change is one as long as nobody has brought it.
            tally.problems = state.found.found.count - known + slice.damaged.count
            let took = max(0, clock() - begun) / 1_000
            state.finished = state.schedule.looked(upTo: next, tally, took: took, at: now + took)
            return state.schedule
        }
        self.store.published.noteScrub(schedule)
    }

    private func begin(_ state: inout State, at place: ScrubPlace) {
        state.isNew = false
        state.examiner = StoreExaminer(.slice)
        state.found = StoreVerification()
        if place == .start { state.faults = self.store.driver.watch.count }
    }

    /// - Parameter isMended: whether the round follows on one after which all was derived anew.
    private func examine(
        _ place: ScrubPlace,
        isMended: Bool,
        _ examiner: inout StoreExaminer,
        _ slice: inout StoreVerification
    ) throws(StoreError) -> ScrubPlace? {
        do throws(StoreError) {
            if place.step == .structure {
                let next = try self.examineStructure(place, &slice)
                // Making indexes anew has not helped.
                if isMended, !slice.found.isEmpty { slice.remedies.insert(.saving) }
                return next
            }
            return try self.look { store throws(StoreError) in
                try examiner.examine(place, store, &slice)
            }
        } catch {
            guard error.isDamage else { throw error }
            slice.report(unreadable: error)
            // What stands behind it in this step cannot be reached.
            return place.next(after: nil)
        }
    }

    private func examineStructure(
        _ place: ScrubPlace,
        _ slice: inout StoreVerification
    ) throws(StoreError) -> ScrubPlace? {
        let number = place.key.first?.integer ?? 0
        guard Schema.tableNames.indices.contains(Int(clamping: number)) else {
            try self.examineNames()
            return place.next(after: nil)
        }
        let table = Schema.tableNames[Int(number)]
        let isBrokenOff = self.isBrokenOff
        let faults = try self.store.driver.structuralFaults(of: table) {
            !isBrokenOff.isSet
        }
        slice.report(structuralFaults: faults)
        return place.next(after: [.integer(number + 1)])
    }

    /// Reads names, feeds and the ends of the logs as the next opening will, and holds them against what the last
    /// commit said of them: the writer has them in memory and never looks.
    private func examineNames() throws(StoreError) {
        let identity = self.store.identity
        try self.store.driver.read { connection throws(StoreError) in
            _ = try StoreState.load(identity, at: 0, connection)
        }
    }

    /// So often a moment is looked for of which the writer's memory is.
    private static let momentsMax = 4

    /// Lends one moment of the store: one of which the writer has the names in memory, if it comes about. Where commits
    /// follow each other too fast for that they are read.
    private func look<Value>(
        _ body: (ExaminedStore) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let published = self.store.published
        for _ in 0..<Self.momentsMax {
            let value = try self.look(
                names: { connection throws(StoreError) -> Directory? in
                    let version = try connection.integer("SELECT number FROM commit_point")
                    let state = try published.get()
                    return state.point.number == version ? state.directory : nil
                },
                body
            )
            if let value { return value }
        }
        let own = self.store.identity.path
        let value = try self.look(
            names: { connection throws(StoreError) in
                try Directory(own: own, from: connection)
            },
            body
        )
        guard let value else { throw .closed }
        return value
    }

    private func look<Value>(
        names: (any SQLConnection) throws(StoreError) -> Directory?,
        _ body: (ExaminedStore) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        let identity = self.store.identity
        return try self.store.driver.read { connection throws(StoreError) in
            guard let directory = try names(connection) else { return nil }
            return try body(
                ExaminedStore(identity: identity, connection: connection, directory: directory)
            )
        }
    }

    // MARK: What was found

    /// Tells what was found, has it mended, and keeps where the round stands.
    package func settle(at now: Int64) async throws(StoreError) {
        let (fresh, found, finished) = self.state.withLock { state in
            defer { (state.fresh, state.finished) = (StoreVerification(), nil) }
            return (state.fresh, state.found, state.finished)
        }
        do throws(StoreError) {
            try await self.settle(fresh, of: found, finished, at: now)
        } catch {
            // It is tried again with the next slice.
            self.state.withLock { state in
                var both = fresh
                both.add(state.fresh)
                state.fresh = both
                state.finished = state.finished ?? finished
            }
            throw error
        }
    }

    private func settle(
        _ fresh: StoreVerification,
        of found: StoreVerification,
        _ finished: ScrubSchedule.Finished?,
        at now: Int64
    ) async throws(StoreError) {
        try await self.store.damage.note(fresh.damaged)
        if !fresh.found.isEmpty {
            try await self.store.examination.note(findings: found.found, tellsAgain: false)
        }
        self.store.examination.noteUnsound(fresh)
        if fresh.remedies.contains(.naming) { try await self.store.examination.nameBrokenRows() }
        if fresh.remedies.contains(.deriving) { await self.deriveAnew(at: now) }
        if let finished, finished.tally.problems == 0 { try await self.passed(finished) }
        try await self.keep(at: now)
    }

    /// Has all derived anew, and then looks at all once more.
    private func deriveAnew(at now: Int64) async {
        // A file that is about to be saved is derived anew then.
        guard self.store.fault?.callsForSalvage != true, self.store.mending.begin() else { return }
        defer { self.store.mending.end() }
        do throws(StoreError) {
            try await self.store.examination.rebuild()
            self.state.withLock { $0.schedule.restart(at: now) }
        } catch {
            // What keeps it from that is damage of another kind, which shows by itself.
        }
    }

    /// A whole round has found nothing.
    private func passed(_ round: ScrubSchedule.Finished) async throws(StoreError) {
        let watch = self.store.driver.watch
        let since = try self.store.examination.findings()?.since ?? .min
        // What others came upon meanwhile may lie where the round was already: the next one comes soon.
        let faults = self.state.withLock { $0.faults }
        guard since <= round.startedAt, watch.forget(ifCountIs: faults) else { return }
        try await self.store.examination.note(findings: [])
    }

    /// Keeps where the round stands, when it is time for that.
    private func keep(at now: Int64) async throws(StoreError) {
        let schedule = self.state.withLock { state in
            state.schedule.takesKeeping(at: now) ? state.schedule : nil
        }
        if let schedule { try await self.keep(schedule) }
    }

    /// Keeps where the round stands, before the process ends.
    package func rest() async throws(StoreError) {
        try await self.keep(self.state.withLock { $0.schedule })
    }

    private func keep(_ schedule: ScrubSchedule) async throws(StoreError) {
        let bytes = schedule.encoded()
        try await self.store.keep { $0.remember(.bytes(bytes), as: .scrub) }
        let version = self.store.published.number
        self.state.withLock { $0.schedule.wrote(version: version) }
        self.store.published.noteScrub(schedule)
    }
}

extension StoreVerification {
    /// What keeps a step from being looked at.
    fileprivate mutating func report(unreadable error: StoreError) {
        self.report(error.chinese, error.english, mendedBy: .deriving)
    }
}
