package import Decision
internal import PlainText

extension StoreEvent {
    /// Somebody has put a backup in this node's place.
    ///
    /// - Parameters:
    ///   - madeAt: when the backup was made, UTC milliseconds.
    ///   - folder: where it lies.
    package static func restored(from folder: String, madeAt: Int64, at: Int64) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: .backupRestored,
            details: EventDetails().with(.madeAt, madeAt).with(.folder, folder)
        )
    }
}
