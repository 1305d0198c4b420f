import SyncProtocol

/// Who is at the other end of a link, as its certificate proved.
struct LinkPeer: Sendable, Equatable {
    let path: OfficePath
    let tree: TreeID
    /// SHA-256 over the DER bytes of the leaf certificate.
    let fingerprint: Digest256
    /// Which of the office's nodes it is.
    let node: NodeKey

    var id: PeerID { PeerID(path: self.path, node: self.node) }
}
