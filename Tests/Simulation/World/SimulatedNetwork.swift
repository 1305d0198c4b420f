package import OrderedCollections
package import SyncProtocol

/// All cables and connections. It decides what becomes of a frame; the simulation carries it out.
package struct SimulatedNetwork: Sendable {
    /// One cable, which a child dials over.
    package struct Cable: Sendable {
        package let edge: OfficeTree.Edge
        /// Until when it carries nothing, in true simulated milliseconds.
        package internal(set) var downUntil: Int64 = 0
        /// The child has moved and dials elsewhere.
        package internal(set) var isRetired = false
        /// The connection, as the child knows it.
        package internal(set) var link: LinkID?
        var attempts = 0
        var openedAt: Int64 = 0
    }

    /// What becomes of a frame.
    enum Fate: Equatable {
        /// It arrives at each of these times.
        case arrives([Int64])
        /// The connection dies while the frame is on its way.
        case cutsTheLink
    }

    package internal(set) var cables: [Cable]
    package private(set) var connections: OrderedDictionary<LinkID, Connection> = [:]
    private var nextLink: UInt64 = 1
    private var random: SplitMix64
    var faults: NetworkFaults
    /// How many frames arrive before one that was sent earlier.
    private(set) var reorderedCount = 0

    init(edges: [OfficeTree.Edge], faults: NetworkFaults, random: SplitMix64) {
        self.cables = edges.map { Cable(edge: $0) }
        self.faults = faults
        self.random = random
    }

    /// Lays a cable from an office to one that it has not dialed before.
    mutating func lay(_ edge: OfficeTree.Edge) -> Int {
        self.cables.append(Cable(edge: edge))
        return self.cables.count - 1
    }

    mutating func connect(cable: Int, lives: (child: Int, parent: Int), at now: Int64) -> LinkID {
        let edge = self.cables[cable].edge
        let link = LinkID(self.nextLink)
        self.nextLink += 1
        self.connections[link] = Connection(
            link: link,
            edge: cable,
            child: .init(office: edge.child, life: lives.child, lastArrival: now),
            parent: .init(office: edge.parent, life: lives.parent, lastArrival: now)
        )
        self.cables[cable].link = link
        self.cables[cable].openedAt = now
        return link
    }

    mutating func fate(of frame: [UInt8], over link: LinkID, to office: Int, at now: Int64) -> Fate
    {
        guard let connection = self.connections[link] else { return .arrives([]) }
        if connection.isCut || self.random.chance(perMille: self.faults.lossPerMille) {
            return .arrives([])
        }
        if self.random.chance(perMille: self.faults.midFramePerMille) { return .cutsTheLink }
        let isDoubled = self.random.chance(perMille: self.faults.duplicationPerMille)
        let times = (0..<(isDoubled ? 2 : 1)).map { _ in
            self.arrival(of: frame.count, over: connection, to: office, at: now)
        }
        return .arrives(times)
    }

    private mutating func arrival(
        of byteCount: Int,
        over connection: Connection,
        to office: Int,
        at now: Int64
    ) -> Int64 {
        // One frame after the other: what is sent now waits for what is still being sent.
        let sending = Int64(byteCount) / max(1, self.faults.bytesPerMillisecond)
        let sent = max(now, connection.end(of: office).lineFreeAt) + sending
        self.connections[connection.link]?.withEnd(of: office) { $0.lineFreeAt = sent }
        let time = sent + self.random.around(self.faults.delayMilliseconds)
        if self.random.chance(perMille: self.faults.reorderPerMille) {
            if time < connection.end(of: office).lastArrival { self.reorderedCount += 1 }
            return time
        }
        return self.inOrder(time, over: connection.link, to: office)
    }

    /// The time at which something sent now, in order, arrives at an office.
    mutating func inOrder(_ time: Int64, over link: LinkID, to office: Int) -> Int64 {
        guard let connection = self.connections[link] else { return time }
        let arrival = max(time, connection.end(of: office).lastArrival)
        self.connections[link]?.withEnd(of: office) { $0.lastArrival = arrival }
        return arrival
    }

    /// How long until a child dials again.
    mutating func backOff(cable: Int, at now: Int64) -> Int64 {
        let attempts = self.cables[cable].attempts
        self.cables[cable].attempts = min(attempts + 1, 6)
        return self.random.around(min(250 << Int64(attempts), 10_000))
    }

    mutating func delay() -> Int64 { self.random.around(self.faults.delayMilliseconds) }

    /// One end has heard that its connection is over, or has ended it.
    mutating func endClosed(_ link: LinkID, at office: Int, now: Int64) {
        guard let connection = self.connections[link] else { return }
        self.connections[link]?.withEnd(of: office) { $0.isOpen = false }
        let cable = connection.edge
        if connection.child.office == office, self.cables[cable].link == link {
            self.cables[cable].link = nil
            if now - self.cables[cable].openedAt > 5_000 { self.cables[cable].attempts = 0 }
        }
        if self.connections[link]?.isForgotten == true {
            self.connections.removeValue(forKey: link)
        }
    }

    mutating func cut(_ link: LinkID) {
        self.connections[link]?.isCut = true
    }
}
