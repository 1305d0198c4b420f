/// How records of a kind come to be written.
package enum RecordEntering: Sendable, Hashable {
    /// Field by field, as their kind declares: by whoever has the roles for it.
    case byField
    /// By a command of their own, since more follows from them than their fields say: its name, `directive issue`.
    case byCommand(String)
}
