package import SyncProtocol

/// What somebody hands in for a field.
package enum EnteredValue: Sendable, Hashable {
    /// Nothing: the field is emptied.
    case nothing
    case text(String)
    case list([String])
    case files([AttachmentDraft])
    /// The value that stands there and was brought by a change.
    case standing(ChangeID)
}
