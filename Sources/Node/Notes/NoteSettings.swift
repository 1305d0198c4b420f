/// The times that a node keeps with its notes, in milliseconds.
struct NoteSettings: Sendable {
    /// A report that headquarters has not confirmed after so long, while the parent is linked, raises
    /// an alarm.
    var confirmMilliseconds: Int64 = 2_700_000
    /// What is news for an incomplete fold is gathered for so long before it is told.
    var foldMilliseconds: Int64 = 2_000
    /// The longest that an incomplete fold waits, however long the one before was.
    var foldMillisecondsMax: Int64 = 3_600_000
}
