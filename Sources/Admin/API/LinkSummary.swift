/// One link to another office.
package struct LinkSummary: Codable, Sendable, Equatable {
    /// Office id, or the configured address before the first contact.
    package let peer: String
    package let peerName: String
    /// Which of the office's nodes: sixteen hexadecimal digits; nil before the first contact.
    package let node: String?
    /// `dialed` or `accepted`.
    package let direction: String
    package let address: String
    /// `offline`, `connecting`, `comparing`, `behind`, `inSync` or `refused`.
    package let state: String
    /// Why it is offline or refused, in one sentence.
    package let reason: String?
    /// Changes that wait for the peer; nil when that is not known: there was no link since the node
    /// started.
    package let sendBehind: Int64?
    /// Changes that the peer has and this node has not.
    package let receiveBehind: Int64
    /// Digest over the heads in the link's scope held here.
    package let scopeDigest: String
    /// The same as the peer last said.
    package let peerScopeDigest: String?
    /// Digest over the merged records in the link's scope held here: equal at both ends when both
    /// have applied the same.
    package let scopeStateDigest: String
    /// UTC milliseconds.
    package let connectedAt: Int64?
    /// When the last connection ended, UTC milliseconds; nil while there is one and where there was none since
    /// the node started.
    package let offlineSince: Int64?
    /// When both digests were last equal, UTC milliseconds.
    package let lastEqualAt: Int64?
    package let bytesIn: Int64
    package let bytesOut: Int64
    /// When the next attempt is made, UTC milliseconds.
    package let retryAt: Int64?
    /// What the peer last said of itself; nil before it did.
    package let statement: PeerStatement?

    package init(
        peer: String,
        peerName: String,
        node: String? = nil,
        direction: String,
        address: String,
        state: String,
        reason: String? = nil,
        sendBehind: Int64?,
        receiveBehind: Int64,
        scopeDigest: String,
        peerScopeDigest: String? = nil,
        scopeStateDigest: String,
        connectedAt: Int64? = nil,
        offlineSince: Int64? = nil,
        lastEqualAt: Int64? = nil,
        bytesIn: Int64,
        bytesOut: Int64,
        retryAt: Int64? = nil,
        statement: PeerStatement? = nil
    ) {
        self.peer = peer
        self.peerName = peerName
        self.node = node
        self.direction = direction
        self.address = address
        self.state = state
        self.reason = reason
        self.sendBehind = sendBehind
        self.receiveBehind = receiveBehind
        self.scopeDigest = scopeDigest
        self.peerScopeDigest = peerScopeDigest
        self.scopeStateDigest = scopeStateDigest
        self.connectedAt = connectedAt
        self.offlineSince = offlineSince
        self.lastEqualAt = lastEqualAt
        self.bytesIn = bytesIn
        self.bytesOut = bytesOut
        self.retryAt = retryAt
        self.statement = statement
    }

    /// Counts of changes end here: so many, or more. What the other end has is its own claim.
    package static let behindMax: Int64 = 999_999_999
}
