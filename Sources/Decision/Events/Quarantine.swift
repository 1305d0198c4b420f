internal import OrderedCollections
internal import SyncProtocol

/// What was refused is kept with its exact bytes and its reason, within limits.
struct Quarantine {
    let transaction: Transaction

    func take(_ unit: QuarantinedUnit) throws(Interruption) {
        let digest = unit.digest(by: self.transaction.identity.suite)
        if var known = self.transaction.changes.quarantined[digest] {
            known.times += 1
            self.transaction.changes.quarantined[digest] = known
        } else {
            guard let isKnown = self.transaction.rows.quarantined[digest] else {
                throw .needing(\.quarantined, digest)
            }
            if isKnown {
                self.transaction.changes.repeatedUnits[digest, default: 0] += 1
            } else {
                self.transaction.changes.quarantined[digest] = RowChanges.Quarantined(
                    id: self.transaction.state.numbers.nextQuarantine(),
                    unit: unit,
                    times: 1
                )
                self.transaction.state.quarantine.add(unit.byteCount, of: unit.peer)
            }
        }
        self.transaction.news.quarantinedCount += 1
    }

    /// Drops units until the rest keeps to the limits: the oldest of whoever has brought the most.
    func trim() throws(Interruption) {
        let before = self.transaction.state.quarantine.dropped
        var taken = OrderedDictionary<String, Int>()
        while let (peer, count) = self.surplus {
            guard try self.dropOldest(count, of: peer, &taken) > 0 else { break }
        }
        let dropped = self.transaction.state.quarantine.dropped - before
        guard dropped > 0 else { return }
        self.transaction.changes.meta[.quarantineDropped] = .number(
            self.transaction.state.quarantine.dropped
        )
        self.transaction.news.notices.append(.quarantineDropped(Int(dropped)))
    }

    /// Whose units give way next, and how many; nil when the limits are kept.
    private var surplus: (peer: String, count: Int)? {
        let (tally, limits) = (self.transaction.state.quarantine, self.transaction.context.limits)
        if tally.total.items > limits.quarantineItemsMax {
            return tally.largest(by: \.items).map { largest in
                (
                    largest.peer,
                    min(tally.total.items - limits.quarantineItemsMax, max(1, largest.lead))
                )
            }
        }
        guard tally.total.bytes > limits.quarantineBytesMax else { return nil }
        return tally.largest(by: \.bytes).map { ($0.peer, 1) }
    }

    /// Stored ones go first, then those of this transaction.
    ///
    /// - Parameter taken: by neighbour, how many stored ones have been dropped in this transaction.
    /// - Returns: how many there were.
    private func dropOldest(
        _ count: Int,
        of peer: String,
        _ taken: inout OrderedDictionary<String, Int>
    ) throws(Interruption) -> Int {
        let start = taken[peer] ?? 0
        let stored = try self.oldest(start + count, of: peer).dropFirst(start).prefix(count)
        for unit in stored {
            self.transaction.changes.droppedUnits.append(unit.id)
            self.transaction.state.quarantine.drop(unit.byteCount, of: peer)
        }
        taken[peer] = start + stored.count
        let new = self.transaction.changes.quarantined.elements.filter {
            $0.value.unit.peer == peer
        }
        .prefix(count - stored.count)
        for (digest, kept) in new {
            self.transaction.changes.quarantined.removeValue(forKey: digest)
            self.transaction.state.quarantine.drop(kept.unit.byteCount, of: peer)
        }
        return stored.count + new.count
    }

    /// The oldest stored units of a neighbour.
    private func oldest(
        _ count: Int,
        of peer: String
    ) throws(Interruption) -> [LoadedRows.QuarantineUnit] {
        let asked = Self.rounded(count)
        let key = Needs.Oldest(peer: peer, count: asked)
        guard let stored = self.transaction.rows.oldest[key] else {
            throw .needing(\.oldest, key)
        }
        return stored
    }

    /// In steps, so that units that give way one by one are not asked for one by one.
    private static func rounded(_ count: Int) -> Int {
        var asked = 16
        while asked < count { asked *= 2 }
        return asked
    }
}
