/// Counts connections against their limits. A pure value; it holds one entry for each address that has
/// a connection open, so it is bounded by the connections.
struct ConnectionCensus: Sendable {
    private let connectionsMax: Int
    private let unauthenticatedMax: Int
    private let unauthenticatedPerAddressMax: Int
    private(set) var total = 0
    private var unauthenticatedTotal = 0
    private var unauthenticated: [AddressKey: Int] = [:]

    init(limits: LinkLimits) {
        self.connectionsMax = limits.connectionsMax
        self.unauthenticatedMax = limits.unauthenticatedMax
        self.unauthenticatedPerAddressMax = limits.unauthenticatedPerAddressMax
    }

    /// - Returns: whether one more connection from the address may stay. If not, it is not counted.
    mutating func enter(_ key: AddressKey) -> Bool {
        let count = self.unauthenticated[key, default: 0]
        guard self.total < self.connectionsMax,
            self.unauthenticatedTotal < self.unauthenticatedMax,
            count < self.unauthenticatedPerAddressMax
        else { return false }
        self.total += 1
        self.unauthenticatedTotal += 1
        self.unauthenticated[key] = count + 1
        return true
    }

    /// A connection from the address has proved who it is.
    mutating func authenticated(_ key: AddressKey) {
        self.unauthenticatedTotal -= 1
        let count = self.unauthenticated[key, default: 0]
        self.unauthenticated[key] = count > 1 ? count - 1 : nil
    }

    /// A connection that was counted has ended.
    mutating func leave(_ key: AddressKey, isAuthenticated: Bool) {
        self.total -= 1
        if !isAuthenticated { self.authenticated(key) }
    }
}
