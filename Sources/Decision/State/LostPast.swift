package import SyncProtocol

/// What is known of changes of our own that this store had and lost, while they are fetched back.
package struct LostPast: Sendable, Hashable {
    /// The last commit that the store knew of when it was opened, UTC milliseconds: how old it is.
    /// Nil when it knew of none.
    package internal(set) var copyAt: Int64?
    /// How many acknowledged changes of our own have not come back. Nil when the fence was lost or
    /// copied along: then only the neighbours know.
    package internal(set) var missing: Int64?
    /// How many came back.
    package internal(set) var recovered: Int64 = 0
    /// How often a branch of our own came that leaves what was here.
    package internal(set) var forks: Int64 = 0
    /// The neighbour that said so first, when nothing here did: a claim until a change comes back.
    package let claimant: String?
    /// Nothing was lost as far as anybody knows: what comes was written by a copy of this node.
    package let isOfCopy: Bool

    package init(
        copyAt: Int64?,
        missing: Int64?,
        recovered: Int64 = 0,
        forks: Int64 = 0,
        claimedBy claimant: String? = nil,
        isOfCopy: Bool = false
    ) {
        self.copyAt = copyAt
        self.missing = missing
        self.recovered = recovered
        self.forks = forks
        self.claimant = claimant
        self.isOfCopy = isOfCopy
    }

    /// The neighbour whose claim nothing has borne out; nil when we have lost something indeed.
    var emptyClaimant: String? {
        self.missing == nil && self.recovered == 0 && self.forks == 0 ? self.claimant : nil
    }

    /// A change of our own has come back.
    mutating func came() {
        self.recovered += 1
        if let missing { self.missing = max(0, missing - 1) }
    }
}

extension LostPast: CBORCodable {
    private static let claimantByteCountMax = 1_024

    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 6)
        Self.encode(self.copyAt, to: &encoder)
        Self.encode(self.missing, to: &encoder)
        encoder.integer(self.recovered)
        encoder.integer(self.forks)
        if let claimant { encoder.text(claimant) } else { encoder.null() }
        encoder.bool(self.isOfCopy)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 6 else { throw CBORError(.unexpectedType, at: start) }
        self.copyAt = decoder.nullIfPresent() ? nil : try decoder.integer()
        self.missing = decoder.nullIfPresent() ? nil : try decoder.integer()
        self.recovered = try decoder.integer()
        self.forks = try decoder.integer()
        self.claimant =
            decoder.nullIfPresent() ? nil : try decoder.text(max: Self.claimantByteCountMax)
        self.isOfCopy = try decoder.bool()
    }

    private static func encode(_ number: Int64?, to encoder: inout CBOREncoder) {
        if let number { encoder.integer(number) } else { encoder.null() }
    }
}
