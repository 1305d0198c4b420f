/// Something that lasts and that people should look after.
package struct NoteAlarm: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// A neighbour's statement is missed here.
        case statementStale = "statement-stale"
        /// A neighbour misses our statement.
        case statementMissed = "statement-missed"
        /// Headquarters has not confirmed what this office reported.
        case unconfirmed = "unconfirmed"
    }

    package let kind: Kind
    /// Whom it is about.
    package let office: OfficePath
    /// UTC milliseconds.
    package let since: Int64
}
