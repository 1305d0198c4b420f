/// Counts connections against their limits. A pure value; it holds one entry for each connection, so it is
/// bounded by the connections.
struct ConnectionCensus: Sendable {
    /// Whether one more connection may stay, and at whose cost.
    enum Entry: Sendable, Equatable {
        /// It may stay, and is known by its number from now on. The other one has to go, and is no longer counted.
        case admitted(Int, instead: Int?)
        /// It is not counted.
        case refused
    }

    private struct Stranger {
        let number: Int
        let address: AddressKey
    }

    private let connectionsMax: Int
    private let unauthenticatedMax: Int
    private let unauthenticatedPerAddressMax: Int
    /// Whether the oldest stranger of an address that has as many gives way, too. Where all come from one address,
    /// as on this machine or through a proxy, those that only stand there would keep the others out.
    private let addressGivesWay: Bool
    private var numberNext = 0
    /// Those whose other end has not proved who it is, the oldest first.
    private var strangers: [Stranger] = []
    private var authenticated: Set<Int> = []

    init(
        connectionsMax: Int,
        unauthenticatedMax: Int,
        unauthenticatedPerAddressMax: Int,
        addressGivesWay: Bool
    ) {
        self.connectionsMax = connectionsMax
        self.unauthenticatedMax = unauthenticatedMax
        self.unauthenticatedPerAddressMax = unauthenticatedPerAddressMax
        self.addressGivesWay = addressGivesWay
    }

    init(limits: LinkLimits) {
        self.init(
            connectionsMax: limits.connectionsMax,
            unauthenticatedMax: limits.unauthenticatedMax,
            unauthenticatedPerAddressMax: limits.unauthenticatedPerAddressMax,
            addressGivesWay: false
        )
    }

    var total: Int { self.strangers.count + self.authenticated.count }

    /// Where there is no place left the oldest stranger gives way: whoever means it proves who it is at once,
    /// so connections that only stand there keep nobody out. One that has proved who it is never gives way.
    mutating func enter(_ address: AddressKey) -> Entry {
        let count = self.strangers.count { $0.address == address }
        var place: Int?
        if count >= self.unauthenticatedPerAddressMax {
            guard self.addressGivesWay else { return .refused }
            place = self.strangers.firstIndex { $0.address == address }
        } else if self.total >= self.connectionsMax
            || self.strangers.count >= self.unauthenticatedMax
        {
            guard !self.strangers.isEmpty else { return .refused }
            place = self.strangers.startIndex
        }
        let oldest = place.map { self.strangers.remove(at: $0).number }
        let number = self.numberNext
        self.numberNext += 1
        self.strangers.append(Stranger(number: number, address: address))
        return .admitted(number, instead: oldest)
    }

    /// A connection has proved who it is.
    mutating func authenticated(_ number: Int) {
        guard let place = self.place(of: number) else { return }
        self.strangers.remove(at: place)
        self.authenticated.insert(number)
    }

    /// A connection has ended. One that gave way is counted no more.
    mutating func leave(_ number: Int) {
        self.authenticated.remove(number)
        if let place = self.place(of: number) { self.strangers.remove(at: place) }
    }

    private func place(of number: Int) -> Int? {
        self.strangers.firstIndex { $0.number == number }
    }
}
