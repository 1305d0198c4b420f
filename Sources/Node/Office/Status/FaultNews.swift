import Decision
import PlainText
import Store

/// What people are told of a disk that does not do its work.
enum FaultNews {
    static func storeDamaged(_ error: StoreError, at now: Int64) -> StoreEvent {
        Self.fault(.storeDamaged, error, at: now)
    }

    /// The disk does not take or give a file.
    static func attachmentsNotKept(_ error: any Error, at now: Int64) -> StoreEvent {
        Self.fault(.attachmentsNotKept, error, at: now)
    }

    private static func fault(_ kind: EventKind, _ error: any Error, at now: Int64) -> StoreEvent {
        let fault = error as? StoreError
        return StoreEvent(
            at: now,
            kind: kind,
            details: EventDetails().with(
                .fault,
                .phrase(
                    chinese: fault?.chinese ?? "\(error)",
                    english: fault?.english ?? "\(error)"
                )
            )
        )
    }
}
