internal import Decision
internal import OrderedCollections
internal import PlainText
internal import SyncProtocol

// An office that has lost a part of its own past follows what comes back, and says what came of it.

extension Simulation {
    /// A commit is on disk, of which the office's driver hears now.
    func followRecovery(_ outcome: CommitOutcome, at office: Int) throws {
        let wall = self.offices[office].clock.wall(at: self.now)
        var recovery = self.offices[office].recovery
        recovery?.committed(outcome.report, outcome.notices, at: wall) { link in
            self.network.connections[link].map { self.offices[$0.other(than: office)].path }
        }
        self.offices[office].recovery = recovery
        for case .pastConcluded(let event) in outcome.works {
            self.note(office, .noticed("what came of its past: \(event.kind.rawValue)"))
            // Of what an office has written twice on purpose the other version may come back.
            guard !self.villains.contains(office) else { continue }
            try self.durabilityChecker.concluded(
                event,
                at: office,
                on: self.offices[office].store.durable
            )
        }
    }

    /// Says what came back once nothing more is to be expected.
    func concludeRecovery(at office: Int) throws {
        guard self.offices[office].recovery?.isUnderWay == true,
            let links = self.offices[office].relay?.links
        else { return }
        let wall = self.offices[office].clock.wall(at: self.now)
        if let recovery = self.offices[office].recovery?.concluded(links, at: wall) {
            try self.submit(.concludePast(recovery), by: office)
        }
    }

    /// An office that still waits for what it has lost, in words. Nil: none does.
    func pendingRecovery(ignoring ignored: [Int]) -> String? {
        let index = self.offices.indices.first { office in
            // What an office has written twice on purpose it has not lost.
            guard !ignored.contains(office), !self.villains.contains(office),
                let lost = self.offices[office].store.state.past.lost
            else { return false }
            // Of a copy that goes on and on people are told once an hour.
            return !lost.isOfCopy
        }
        return index.map { "office \($0) has not said what came back of its past" }
    }
}
