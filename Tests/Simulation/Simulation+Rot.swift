internal import Decision
internal import HashTreeCollections
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

// Disks forget single bits: in changes, in records, in totals.

extension Simulation {
    /// So often a row of the kind is looked for on one disk.
    private static let triesMax = 12
    /// Somebody looks at what cannot be read within so long, in milliseconds.
    private static let readMillisecondsMax: Int64 = 20_000

    /// Turns a bit at the planned office, or at the next one that has a row of the kind.
    func rotNow(_ rot: FaultPlan.Rot) throws {
        guard self.isFaulty else { return }
        let count = self.offices.count
        for offset in 0..<count {
            let office = (rot.office + offset) % count
            guard !self.offices[office].isDead, let place = self.place(for: rot.kind, at: office)
            else { continue }
            if rot.isStopped, self.offices[office].isUp {
                self.takeDown(office)
                self.schedule(after: self.random.integer(in: 10...8_000), .start(office: office))
            }
            self.counts.faults[rot.kind] += 1
            self.note(office, .rotten("\(rot.kind.rawValue) \(place)"))
            try self.offices[office].store.rot(place)
            self.durabilityChecker.forgetLost(self.offices)
            return
        }
    }

    private func place(for kind: FaultKind, at office: Int) -> RottenPlace? {
        let disk = self.offices[office].store.durable
        switch kind {
        case .rotRecord:
            guard disk.recordCount > 0,
                let record = disk.record(at: self.random.index(below: disk.recordCount)),
                let space = disk.spacePlaces[record.space]
            else { return nil }
            return .record(RecordKey(space: space, record: record.record))
        case .rotTotals: return self.random.element(of: disk.totalsKeys).map { .totals($0) }
        default: return self.change(for: kind, at: office, disk).map { .change($0) }
        }
    }

    private func change(for kind: FaultKind, at office: Int, _ disk: StoreImage) -> ChangePlace? {
        let author = self.offices[office].identity.author
        let copies = disk.feeds.filter {
            ($0.feed.author == author) == (kind != .rotRelayed) && $0.head.number > $0.base
        }
        for _ in 0..<Self.triesMax {
            guard let copy = self.random.element(of: copies) else { return nil }
            // What was written last is what others have not yet.
            let first = kind == .rotOwnUnsent ? copy.head.number - 1 : copy.base
            let number = self.random.integer(
                in: Int64(max(first, copy.base) + 1)...Int64(copy.head.number)
            )
            let change = ChangePlace(feed: copy.feed, number: UInt64(number))
            guard let entry = copy.entry(change.number), disk.isWhole(change) else { continue }
            let position = FeedPosition(feed: copy.feed, head: entry.head)
            let isElsewhere = self.offices.indices.contains {
                $0 != office && !self.offices[$0].isDead
                    && self.offices[$0].store.durable.holdsWhole(position)
            }
            if isElsewhere == (kind != .rotOwnUnsent) { return change }
        }
        return nil
    }

    // MARK: What becomes of it

    /// A commit is on disk, of which the office's driver hears now.
    func followDamage(_ outcome: CommitOutcome, at office: Int) throws {
        for case .changeDamaged(let change) in outcome.notices {
            self.note(office, .noticed("\(change.feed) \(change.number) damaged"))
            try self.step(office, .damaged([change]))
        }
        if outcome.isUnreadable { self.planReading(at: office) }
    }

    /// Somebody looks at what cannot be read, sooner or later, and has all derived anew by that.
    private func planReading(at office: Int) {
        self.schedule(
            after: self.random.integer(in: 1...Self.readMillisecondsMax),
            .mend(office: office, life: self.offices[office].life)
        )
    }

    /// All disks are gone through, as people have it done and every store does by and by.
    func examineDisks() throws {
        guard !self.plan.rots.isEmpty else { return }
        for office in self.offices.indices where self.offices[office].isUp {
            let disk = self.offices[office].store.durable
            let rotten = disk.rottenChanges
            if !rotten.isEmpty {
                try self.step(office, .damaged(rotten))
                try self.submit(.damaged(rotten), by: office)
            }
            if disk.hasRottenRows { try self.submit(.mend, by: office) }
        }
    }

    /// Damage that has not been put right, in words. Nil: none is left that can be.
    func pendingDamage() -> String? {
        guard !self.plan.rots.isEmpty else { return nil }
        for (index, office) in self.offices.enumerated() where !office.isDead {
            let disk = office.store.durable
            if disk.hasRottenRows {
                return "office \(index) has rows that are not what was written"
            }
            let change = disk.damaged.first { !self.isStuck($0, at: office) }
            if let change {
                let others = self.whole(change, on: disk).map { "\($0)" }.joined(separator: ", ")
                return "office \(index) waits for \(change.feed) \(change.number), damaged"
                    + (others.isEmpty ? "" : ", which is whole at \(others)")
            }
        }
        return nil
    }

    /// The offices that have a damaged change whole.
    private func whole(_ change: ChangePlace, on disk: StoreImage) -> [Int] {
        guard let entry = disk.entry(change.number, of: change.feed) else { return [] }
        let position = FeedPosition(feed: change.feed, head: entry.head)
        return self.offices.indices.filter {
            self.offices[$0].store.durable.holdsWhole(position)
        }
    }

    /// The feeds of which a damaged change is the only copy and is not the office's own to write again: whoever has it
    /// has said so.
    var stuckFeeds: [FeedID] {
        guard !self.plan.rots.isEmpty else { return [] }
        var feeds = OrderedSet<FeedID>()
        for office in self.offices where !office.isDead {
            let disk = office.store.durable
            for change in disk.damaged where self.isStuck(change, at: office) {
                feeds.append(change.feed.root)
            }
            // Of a fork one branch was withdrawn whole: what is left is named otherwise where that was never known.
            for copy in disk.feeds where copy.feed.branch != nil && copy.head.number == 0 {
                feeds.append(copy.feed.root)
            }
        }
        return Array(feeds)
    }

    private func isStuck(_ change: ChangePlace, at office: SimulatedOffice) -> Bool {
        let disk = office.store.durable
        guard let entry = disk.entry(change.number, of: change.feed),
            office.canPassOn(change.feed)
        else { return true }
        let position = FeedPosition(feed: change.feed, head: entry.head)
        let others = self.offices.filter {
            $0.canPassOn(change.feed)
                && ($0.path != office.path || $0.identity.author != office.identity.author)
        }
        if others.contains(where: { $0.store.durable.holdsWhole(position) }) { return false }
        // Nobody is there to ask for it: it is written again when all is derived anew, or when somebody is.
        guard !others.isEmpty else { return true }
        // Nor when all copies are damaged: each end waits for the other.
        if others.contains(where: { $0.store.durable.holds(position) }) { return true }
        // For a place from which an office has moved away it writes by the credentials with which a feed there begins.
        guard
            office.path.contains(change.feed.space.owner)
                || disk.feeds.contains(where: {
                    $0.feed.space == change.feed.space && $0.feed.base == 0
                        && $0.feed.author == office.identity.author
                        && disk.isWhole(ChangePlace(feed: $0.feed, number: 1))
                })
        else { return true }
        // Where a fork goes on from it, others have had it.
        let isSplit = disk.strands(of: change.feed).count > 1
        return change.feed.author != office.identity.author || isSplit
    }

    /// Nothing on any disk is other than it was written, unless people know.
    func checkDisks() throws {
        guard !self.plan.rots.isEmpty else { return }
        for (index, office) in self.offices.enumerated() where !office.isDead {
            let disk = office.store.durable
            let rotten = disk.rottenChanges.first { !disk.damaged.contains($0) }
            guard let rotten else { continue }
            throw CheckFailure(
                .correctness,
                "what is on a disk is what was written",
                office: index,
                "\(rotten.feed) \(rotten.number)"
            )
        }
    }
}
