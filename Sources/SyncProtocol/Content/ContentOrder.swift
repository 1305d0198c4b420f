/// A file that is to be fetched from the neighbours.
package struct ContentOrder: Hashable, Sendable {
    package let content: ContentID
    /// The longest that it may turn out to be, in bytes.
    package let byteCountMax: UInt64
    /// Somebody waits for it, so it goes before what the node fetches by itself.
    package let isAwaited: Bool
    /// Whose record names it; nil when that is not known.
    package var owner: OfficePath?
    /// What is here from an earlier time.
    package let manifest: ContentManifest?
    /// The chunks that are here; without a manifest of no meaning.
    package let held: ChunkMap?

    package init(
        _ content: ContentID,
        byteCountMax: UInt64 = ContentLimits.byteCountMax,
        isAwaited: Bool = false,
        of owner: OfficePath? = nil,
        manifest: ContentManifest? = nil,
        held: ChunkMap? = nil
    ) {
        self.content = content
        self.byteCountMax = byteCountMax
        self.isAwaited = isAwaited
        self.owner = owner
        self.manifest = manifest
        self.held = held
    }
}
