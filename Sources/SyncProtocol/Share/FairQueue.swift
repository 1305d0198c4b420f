internal import DequeModule
internal import OrderedCollections

/// Received pieces that wait for one who takes them one after the other: urgent ones first, else by shares.
/// The pieces of one flow keep their order.
package struct FairQueue<Element: Sendable>: Sendable {
    private struct Waiting: Sendable {
        let element: Element
        let byteCount: Int
    }

    private var urgent: Deque<Waiting> = []
    private var flows: OrderedDictionary<Flow, Deque<Waiting>> = [:]
    private var shares = ShareTree<Flow>()

    package init() {}

    package var isEmpty: Bool { self.urgent.isEmpty && self.flows.isEmpty }

    /// Whether something waits that goes before all else.
    package var isUrgent: Bool { !self.urgent.isEmpty }

    /// In no order that means anything.
    package var elements: [Element] {
        self.urgent.map(\.element) + self.flows.values.flatMap { $0.map(\.element) }
    }

    /// - Parameter byteCount: how much it counts of its flow's share.
    package mutating func append(_ element: Element, of flow: Flow, byteCount: Int) {
        let waiting = Waiting(element: element, byteCount: byteCount)
        guard !flow.isUrgent else {
            self.urgent.append(waiting)
            return
        }
        self.flows[flow, default: []].append(waiting)
        self.shares.insert(flow, at: flow.office)
    }

    package mutating func popFirst() -> Element? { self.pop()?.element }

    mutating func pop() -> (element: Element, byteCount: Int)? {
        if let waiting = self.urgent.popFirst() { return (waiting.element, waiting.byteCount) }
        guard let flow = self.shares.first, let waiting = self.flows[flow]?.popFirst() else {
            return nil
        }
        self.shares.charge(flow, byteCount: waiting.byteCount)
        if self.flows[flow]?.isEmpty == true {
            self.flows.removeValue(forKey: flow)
            self.shares.remove(flow)
        }
        return (waiting.element, waiting.byteCount)
    }
}
