internal import Decision
internal import SyncProtocol

/// A row of which a bit turns.
enum RottenPlace: Sendable {
    case change(ChangePlace)
    case record(RecordKey)
    case totals(TotalsKey)
}
