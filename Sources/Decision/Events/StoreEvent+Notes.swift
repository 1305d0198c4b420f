internal import PlainText
internal import SyncProtocol

extension StoreEvent {
    static func receiptFalse(
        _ reader: OfficePath,
        _ position: FeedPosition,
        at: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: .receiptFalse,
            details: EventDetails().with(.office, "\(reader)")
                .with(.number, Int64(clamping: position.head.number)),
            subject: "\(reader)"
        )
    }
}
