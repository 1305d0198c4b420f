import Decision
import SyncProtocol

/// What is remembered of every node that was linked since this one was started, and who of them is away.
struct NeighbourBook: Sendable {
    /// So many nodes of one office that are linked no more are remembered.
    private static let formerNodesMax = 4

    private(set) var records: [PeerID: LinkRecord] = [:]
    private var outages: LinkOutages

    /// - Parameter own: this node's office.
    init(own: OfficePath) {
        self.outages = LinkOutages(own: own)
    }

    var offices: Set<OfficePath> { Set(self.records.keys.map(\.path)) }

    /// A link stands.
    ///
    /// - Parameter now: UTC milliseconds.
    /// - Returns: what is to be told.
    mutating func opened(_ link: Link, to peer: LinkPeer, at now: Int64) -> StoreEvent? {
        var record =
            self.records[peer.id]
            ?? LinkRecord(direction: link.direction, address: link.remoteAddress)
        record.direction = link.direction
        record.address = link.remoteAddress
        record.connectedAt = link.openedAt
        record.openedAt = link.openedAt
        record.endReason = nil
        record.endedAt = nil
        self.records[peer.id] = record
        self.forgetFormerNodes(of: peer.id)
        return self.outages.returned(peer.path, at: now)
    }

    /// A link is over.
    ///
    /// - Parameters:
    ///   - progress: how it stood.
    ///   - isLast: no other link to the office stands.
    ///   - now: UTC milliseconds.
    mutating func closed(
        _ link: Link,
        _ reason: String,
        _ progress: LinkProgress?,
        isLast: Bool,
        at now: Int64
    ) {
        let peer = link.peer.id
        if let backlog = progress.flatMap(LinkBacklog.init) {
            self.records[peer]?.backlog = backlog
        }
        self.records[peer]?.endReason = reason
        self.records[peer]?.endedAt = now
        self.records[peer]?.connectedAt = nil
        self.records[peer]?.progress = nil
        self.records[peer]?.bytesIn = link.bytesIn
        self.records[peer]?.bytesOut = link.bytesOut
        if isLast { self.outages.lost(link.peer.path, reason, at: now) }
    }

    /// Both ends of a link have the same.
    mutating func equal(_ peer: PeerID, at now: Int64) { self.records[peer]?.lastEqualAt = now }

    /// A neighbour's process has greeted.
    ///
    /// - Returns: whether it had given way to another one of the same node before.
    mutating func greeted(_ peer: PeerID, _ process: UInt64) -> Bool {
        self.records[peer]?.processes.greeted(process) == true
    }

    /// Counts what waits for the neighbours that are not linked.
    mutating func committed(_ report: CommitReport) {
        guard !report.committed.isEmpty else { return }
        for (peer, record) in self.records where record.endReason != nil {
            self.records[peer]?.backlog?.committed(report)
        }
    }

    /// Brings the record of a neighbour that is linked up to date.
    mutating func note(_ progress: LinkProgress, of link: Link, isRestricted: Bool) {
        self.records[link.peer.id]?.progress = progress
        self.records[link.peer.id]?.isRestricted = isRestricted
        self.records[link.peer.id]?.bytesIn = link.bytesIn
        self.records[link.peer.id]?.bytesOut = link.bytesOut
    }

    /// What is to be told by now of those that are away.
    mutating func dueOutages(at now: Int64) -> [StoreEvent] { self.outages.due(at: now) }

    /// Of the nodes that an office once had only the latest are remembered.
    private mutating func forgetFormerNodes(of peer: PeerID) {
        let former = self.records.filter { $0.key.path == peer.path && $0.value.endReason != nil }
        guard former.count > Self.formerNodesMax else { return }
        guard let oldest = former.min(by: { $0.value.openedAt < $1.value.openedAt }) else { return }
        self.records[oldest.key] = nil
    }
}
