import SyncProtocol

/// One neighbour as the node's people see it.
struct Neighbour: Sendable {
    let path: OfficePath
    let record: LinkRecord
    /// Nil for neighbours that dial us.
    let dialing: LinkDialer.State?
    let lastFailure: String?
}
