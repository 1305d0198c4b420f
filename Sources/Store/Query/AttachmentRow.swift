package import OfficeWork
package import SyncProtocol

/// A file that a record refers to.
package struct AttachmentRow: Sendable, Hashable {
    /// Rises with every reference that comes in.
    package let id: Int64
    package let attachment: Attachment
    /// Whose record it is.
    package let owner: OfficePath?
}
