internal import OrderedCollections

/// How much is in quarantine, and whose, so that its caps cost no query.
package struct QuarantineTally: Sendable {
    package struct Share: Sendable {
        package fileprivate(set) var items = 0
        package fileprivate(set) var bytes = 0
    }

    package private(set) var total = Share()
    /// By who brought it.
    private var shares = OrderedDictionary<String, Share>()
    /// Units that ever left because it was full.
    package internal(set) var dropped: Int64

    package init(dropped: Int64 = 0) {
        self.dropped = dropped
    }

    package mutating func add(_ bytes: Int, of peer: String) {
        self.total.items += 1
        self.total.bytes += bytes
        self.shares[peer, default: Share()].items += 1
        self.shares[peer, default: Share()].bytes += bytes
    }

    mutating func drop(_ bytes: Int, of peer: String) {
        self.dropped += 1
        self.total.items -= 1
        self.total.bytes -= bytes
        self.shares[peer, default: Share()].items -= 1
        self.shares[peer, default: Share()].bytes -= bytes
        if self.shares[peer]?.items == 0 { self.shares[peer] = nil }
    }

    /// Who has the most of a measure, and how much more than whoever comes next: what that one brings
    /// gives way, so that nobody can wash away what others have brought.
    func largest(by measure: KeyPath<Share, Int>) -> (peer: String, lead: Int)? {
        var first: (peer: String, amount: Int)?
        var second = 0
        for (peer, share) in self.shares {
            let amount = share[keyPath: measure]
            if let best = first, (amount, peer) <= (best.amount, best.peer) {
                second = max(second, amount)
            } else {
                second = first?.amount ?? 0
                first = (peer, amount)
            }
        }
        return first.map { ($0.peer, $0.amount - second) }
    }
}
