internal import OrderedCollections
internal import SyncProtocol

extension Transaction {
    /// Records an event for people.
    package func record(_ event: StoreEvent) {
        let id = self.state.numbers.nextEvent()
        self.changes.events.append(RowChanges.Event(id: id, event: event))
        if event.tellsOfLoss {
            self.state.past.lossNoticedAt = max(self.state.past.lossNoticedAt ?? event.at, event.at)
        }
    }

    /// Remembers a single value.
    package func remember(_ value: MetaValue, as meta: Meta) {
        self.changes.meta[meta] = value
    }

    /// Adds a row to the audit log.
    package func audit(user: String, action: String, subject: String) {
        self.changes.audits.append(
            self.state.audit.append(
                user: user,
                action: action,
                subject: subject,
                at: self.now,
                by: self.identity.suite
            )
        )
    }

    /// Keeps a unit that was refused. The same bytes that come again are counted, not kept twice.
    package func quarantine(_ unit: QuarantinedUnit) throws(Interruption) {
        try Quarantine(transaction: self).take(unit)
    }
}
