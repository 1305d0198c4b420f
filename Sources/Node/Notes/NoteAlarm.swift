import SyncProtocol

/// Something that lasts and that people should look after.
struct NoteAlarm: Sendable {
    enum Kind: String, Sendable {
        /// A neighbour's statement is missed here.
        case statementStale = "statement-stale"
        /// A neighbour misses our statement.
        case statementMissed = "statement-missed"
        /// Headquarters has not confirmed what this office reported.
        case unconfirmed = "unconfirmed"
    }

    let kind: Kind
    /// Whom it is about.
    let office: OfficePath
    /// UTC milliseconds.
    let since: Int64
}
