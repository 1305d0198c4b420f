package import SyncProtocol

/// A record in which something is that this version does not know.
package struct UnknownRecordRow: Sendable, Hashable {
    package let space: SpaceID
    package let record: RecordID
    /// Whether the kind of the space is unknown, so that nothing in it is read.
    package let isSpaceUnknown: Bool
    /// Whether the kind itself is unknown.
    package let isKindUnknown: Bool
    /// The numbers of the unknown fields, ascending.
    package let fields: [UInt16]
}
