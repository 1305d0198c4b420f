internal import Decision
internal import PlainText
internal import SyncProtocol

extension StoreEvent {
    /// - Parameter row: number, time, kind, details, subject.
    init?(_ row: any SQLRow) {
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
    static func unreadable(_ number: Int64, at: Int64) -> StoreEvent {
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
