import SyncProtocol

/// One neighbour as the node's people see it.
struct Neighbour: Sendable {
    let path: OfficePath
    /// Which of its nodes; nil before the first contact.
    let node: NodeKey?
    let record: LinkRecord
    /// Nil for neighbours that dial us.
    let dialing: LinkDialer.State?
    let lastFailure: String?
}
