/// How much a node takes on with files.
struct AttachmentLimits: Sendable, Hashable {
    /// The longest file that may be handed in, in bytes.
    let byteCountMax: UInt64
    /// Files up to this length, in bytes, are fetched without being asked for.
    let fetchByteCountMax: UInt64
    /// What all files may take on the disk, in bytes.
    let diskByteCountMax: UInt64
}
