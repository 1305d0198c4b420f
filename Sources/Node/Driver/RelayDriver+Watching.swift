import Store
import SyncProtocol

// What the driver looks after once a second beside the relay's own time: comparisons, budgets and the disk.

extension RelayDriver {
    /// Compares with a neighbour now.
    ///
    /// - Returns: whether a link to it is open.
    func compare(_ peer: OfficePath) -> Bool {
        let open = self.links.filter { $0.value.peer.path == peer }.keys.sorted()
        for link in open { self.step(.compare(link)) }
        return !open.isEmpty
    }

    /// At night everything is compared, whether or not anything has happened.
    func compareIfDue() {
        let now = self.clock()
        guard now >= self.nextComparisonAt else { return }
        self.nextComparisonAt = self.comparisonTime.next(after: now)
        for link in self.links.keys.sorted() { self.step(.compare(link)) }
    }

    func watchBudgets() {
        let now = self.clock()
        for (id, link) in self.links.sorted(by: { $0.key < $1.key }) {
            let lane = self.budgets.look(
                at: id,
                to: link.peer.path,
                byteCount: link.bytesIn + link.bytesOut,
                now: now
            )
            if let lane { self.step(.restrict(id, to: lane)) }
        }
    }

    /// Says once that what lies on the disk has shown itself damaged, whoever came upon it.
    func watchStore() {
        guard self.storeFault == nil, let error = self.store.fault else { return }
        let now = self.clock()
        self.storeFault = (error, now)
        self.record(.storeDamaged(error, at: now))
    }
}
