/// A value of a field as people read it.
package enum ShownValue: Sendable, Hashable {
    /// Nothing stands there, or what makes no sense here.
    case nothing
    case text(String)
    /// UTC milliseconds.
    case instant(Int64)
    case list([String])
    case files([Attachment])
}
