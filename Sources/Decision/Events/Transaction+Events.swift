internal import OfficeWork
internal import OrderedCollections
package import PlainText
package import SyncProtocol

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

    /// Adds a row to the audit log, of what is no act with records of its own.
    ///
    /// - Parameters:
    ///   - user: nil for what the node did by itself.
    ///   - records: what programs are told beside the subject.
    package func audit(_ note: AuditNote, by user: String?, records: String = "") {
        self.audit(note.action, AuditSubject(note.subjects), records: records, by: user)
    }

    /// The end of the audit log is gone: the log says so, and goes on behind it.
    ///
    /// - Parameter number: of the last row that there was, greater than that of the last one here.
    func nameLostRows(upTo number: Int64) {
        self.nameBrokenRows(RowRanges([self.state.audit.skip(to: number)]))
    }

    /// So many ranges are named in one row of the audit log.
    private static let rangesInRowMax = 1_000

    /// The audit log says which of its rows are missing or were altered.
    package func nameBrokenRows(_ rows: RowRanges) {
        for part in rows.parts(of: Self.rangesInRowMax) {
            self.audit(AuditNote(.rowsBroken, of: part.names), by: nil, records: part.text)
        }
    }

    /// Adds a row to the audit log.
    func audit(_ action: String, _ subject: AuditSubject, records: String, by user: String?) {
        self.changes.audits.append(
            self.state.audit.append(
                user: user ?? "",
                action: action,
                subject: subject.text,
                records: records,
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
