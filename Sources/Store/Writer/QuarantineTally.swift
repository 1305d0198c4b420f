/// How much is in quarantine, and whose, so that its caps cost no query.
struct QuarantineTally {
    struct Share {
        var items = 0
        var bytes = 0
    }

    private(set) var total = Share()
    /// By who brought it.
    private var shares: [String: Share] = [:]
    /// Units that ever left because it was full.
    var dropped: Int64 = 0

    init() {}

    init(from connection: any SQLConnection) throws(StoreError) {
        let found = try connection.map("SELECT peer, byte_count FROM quarantine") { row in
            (row.text(0), row.count(1))
        }
        for (peer, bytes) in found { self.add(bytes, of: peer) }
        self.dropped = try Meta.number("quarantine_dropped", connection) ?? 0
    }

    mutating func add(_ bytes: Int, of peer: String) {
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
