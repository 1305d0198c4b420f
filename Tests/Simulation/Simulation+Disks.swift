internal import Decision
internal import OrderedCollections
internal import SyncProtocol

// Disks that are older than their office's past: backups, restores, lost tails and copies.

extension Simulation {
    /// The counts, with what only the network knows.
    package var finalCounts: SimulationCounts {
        var counts = self.counts
        counts.faults[.frameReordered] = self.network.reorderedCount
        counts.edits = self.editChecker.counts
        return counts
    }

    func backUpNow(_ office: Int) {
        self.note(office, .backedUp)
        self.offices[office].backUp()
    }

    /// - Parameter place: which of the office's backups, the oldest first; nil draws one.
    func exchangeNow(_ office: Int, _ exchange: FaultPlan.Exchange, from place: Int? = nil) {
        let backups = self.offices[office].backups
        let backup = place.map { backups[$0] } ?? self.random.element(of: backups)
        guard exchange == .tailLost || backup != nil, !self.offices[office].isDead else { return }
        if self.offices[office].isUp {
            self.takeDown(office)
            self.schedule(after: self.random.integer(in: 10...8_000), .start(office: office))
        }
        let image = backup?.image
        switch exchange {
        case .databaseAlone, .withoutFence: self.replace(office, by: image, exchange)
        case .wholeFolder: self.replace(office, by: image, fence: backup?.fence, exchange)
        case .tailLost: self.replace(office, by: self.offices[office].store.before, exchange)
        }
    }

    /// - Parameter fence: of that time, where it comes back, too.
    private func replace(
        _ office: Int,
        by image: StoreImage?,
        fence: FenceMark? = nil,
        _ exchange: FaultPlan.Exchange
    ) {
        guard let image else { return }
        self.counts.restores += 1
        self.counts.faults[exchange.kind] += 1
        self.note(office, .restored(exchange))
        self.offices[office].isAmnesic = true
        self.offices[office].restore(image, keepingFence: exchange.keepsFence, fence: fence)
        self.feedChecker.restored(
            office,
            author: self.offices[office].identity.author,
            to: image,
            mayFork: exchange.mayFork
        )
        self.durabilityChecker.restored(
            office,
            offices: self.offices,
            isCounted: exchange.keepsFence
        )
        self.noteChecker.restored(office, to: self.offices[office].store.durable)
    }

    /// A second node of an office comes up from a copy of its disk, and both go on.
    func cloneNow(_ office: Int) throws {
        let clone = self.offices.count - 1
        guard self.isFaulty, !self.offices[clone].isUp else { return }
        self.counts.faults[.nodeCloned] += 1
        self.note(clone, .cloned(from: office))
        self.offices[clone].become(copyOf: self.offices[office])
        self.offices[clone].isAmnesic = true
        self.feedChecker.restored(
            clone,
            author: self.offices[clone].identity.author,
            to: self.offices[clone].store.durable,
            mayFork: true
        )
        self.durabilityChecker.cloned(office)
        self.noteChecker.restored(office, to: self.offices[office].store.durable)
        self.noteChecker.restored(clone, to: self.offices[clone].store.durable)
        try self.startNow(clone)
    }
}
