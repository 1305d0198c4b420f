import SyncProtocol

// What the driver looks after once a second beside the relay's own time: comparisons and budgets.

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
}
