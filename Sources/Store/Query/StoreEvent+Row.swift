package import Decision
internal import PlainText
internal import SyncProtocol

extension StoreSnapshot {
    /// What happened here, newest first. A row that cannot be read stands as one that says so: it does not hide the
    /// others.
    package func events(_ range: StoreRange) throws(StoreError) -> StorePage<StoreEvent> {
        // They are numbered one by one, and only the oldest ones go.
        let last = try self.connection.integer("SELECT COALESCE(MAX(id), 0) FROM event")
        let first = try self.connection.integer("SELECT COALESCE(MIN(id), 1) FROM event")
        return try self.connection.page(
            of: .events,
            range,
            total: Int(last - first + 1),
            """
            SELECT id, at, kind, details, subject FROM event
            WHERE id < ?1 ORDER BY id DESC LIMIT ?2
            """
        ) { row in StoreEvent(row) ?? .unreadable(row.integer(0), at: row.integer(1)) }
    }
}

extension StoreEvent {
    /// - Parameter row: number, time, kind, details, subject.
    fileprivate init?(_ row: any SQLRow) {
        guard let kind = EventKind(rawValue: row.text(2)),
            let details = try? EventDetails(decoding: row.bytes(3)),
            details.items.allSatisfy({ kind.parameters.contains($0.name) })
        else { return nil }
        self.init(
            at: row.integer(1),
            kind: kind,
            details: details,
            subject: row.optionalText(4)
        )
    }

    /// - Parameter at: UTC milliseconds.
    fileprivate static func unreadable(_ number: Int64, at: Int64) -> StoreEvent {
        let fault = EventDetails.Value.phrase(
            chinese: "第 \(number) 条事件记录已损坏，无法读取。",
            english: "The record of event \(number) is damaged and cannot be read."
        )
        return StoreEvent(
            at: at,
            kind: .storeDamaged,
            details: EventDetails().with(.fault, fault)
        )
    }
}
