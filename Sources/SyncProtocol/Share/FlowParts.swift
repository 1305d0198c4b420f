internal import OrderedCollections

/// A received batch, cut into pieces that each are of one flow and so short that nothing waits long for one.
package struct FlowParts: Sendable {
    /// The most changes in one piece.
    package static let changesMax = 32
    /// The most bytes in one piece that has more than one change.
    package static let byteCountMax = 32 * 1024

    package struct Part: Sendable, Hashable {
        package let flow: Flow
        package fileprivate(set) var changes: [SignedChange]
        package fileprivate(set) var byteCount: Int
    }

    /// In the order in which each begins. The changes of a feed keep their order.
    package private(set) var parts: [Part] = []

    package init(
        _ changes: [SignedChange],
        over link: LinkID,
        from peer: OfficePath,
        at office: OfficePath
    ) {
        var open: OrderedDictionary<Flow, Int> = [:]
        for change in changes {
            let flow = Flow(of: change, over: link, from: peer, at: office)
            if let place = open[flow], self.parts[place].hasRoom(for: change) {
                self.parts[place].changes.append(change)
                self.parts[place].byteCount += change.byteCount
            } else {
                open[flow] = self.parts.count
                self.parts.append(Part(flow: flow, changes: [change], byteCount: change.byteCount))
            }
        }
    }
}

extension FlowParts.Part {
    fileprivate func hasRoom(for change: SignedChange) -> Bool {
        self.changes.count < FlowParts.changesMax
            && self.byteCount + change.byteCount <= FlowParts.byteCountMax
    }
}
