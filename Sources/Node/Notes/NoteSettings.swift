/// The times that a node keeps with its notes, in milliseconds.
struct NoteSettings: Sendable {
    /// A report that headquarters has not confirmed after so long, while the parent is linked, raises
    /// an alarm.
    var confirmMilliseconds: Int64 = 2_700_000
    /// An incomplete fold waits so long before it is told for the first time.
    var foldFirstMilliseconds: Int64 = 60_000
    /// The longest interval at which incomplete folds are told.
    var foldMillisecondsMax: Int64 = 3_600_000
}
