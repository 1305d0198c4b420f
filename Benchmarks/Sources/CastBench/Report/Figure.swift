/// One measured figure.
struct Figure: Sendable {
    enum Target: Sendable {
        case atMost(Double)
        case atLeast(Double)

        var value: Double {
            switch self {
            case .atMost(let value), .atLeast(let value): value
            }
        }
    }

    /// A system measured in the same way on the same class of machine.
    struct Peer: Sendable {
        let name: String
        let value: Double
    }

    let bench: String
    let value: Double
    let unit: String
    let target: Target?
    /// A physical limit that was measured in the same run, in the same unit.
    let limit: Double?
    let peers: [Peer]

    init(
        _ bench: String,
        _ value: Double,
        _ unit: String,
        target: Target? = nil,
        limit: Double? = nil,
        peers: [Peer] = []
    ) {
        self.bench = bench
        self.value = value
        self.unit = unit
        self.target = target
        self.limit = limit
        self.peers = peers
    }

    var isMissed: Bool {
        switch self.target {
        case .atMost(let most): !(self.value <= most)
        case .atLeast(let least): !(self.value >= least)
        case nil: false
        }
    }

    /// One line for programs; the keys always stand in this order.
    var json: String {
        let peer = self.peers.map { "\"\($0.name)\":\(Decimals.text($0.value))" }
        return """
            {"bench":"\(self.bench)","value":\(Decimals.text(self.value)),"unit":"\(self.unit)",\
            "target":\(self.target.map { Decimals.text($0.value) } ?? "null"),\
            "limit":\(self.limit.map { Decimals.text($0) } ?? "null"),\
            "peer":{\(peer.joined(separator: ","))}}
            """
    }
}
