internal import OrderedCollections
internal import SyncProtocol

/// What acts that are not merged yet have taken that is to be had once, and for which record.
struct ClaimTable {
    private struct Claim: Hashable {
        let space: SpaceID
        let kind: UInt16
        let uniqueness: Uniqueness
        /// Of ``Uniqueness/foldedKey``.
        let key: [UInt8]

        init(_ reference: RecordReference, _ uniqueness: Uniqueness) {
            self.space = reference.space
            self.kind = reference.record.kind
            self.uniqueness = uniqueness
            self.key =
                switch uniqueness {
                case .value: []
                case .foldedKey: Uniqueness.folded(reference.record.key)
                }
        }
    }

    private var claims = OrderedDictionary<Claim, RecordID>()
    /// Offices that take a place.
    private(set) var offices = OrderedSet<OfficePath>()

    /// Remembers what a part takes that is to be had once.
    mutating func claim(_ preconditions: [Precondition]) {
        for precondition in preconditions {
            switch precondition {
            case .isUnique(let reference, let uniqueness):
                self.claims[Claim(reference, uniqueness)] = reference.record
            case .hasPlace(let office): self.offices.append(office)
            default: continue
            }
        }
    }

    mutating func merge(_ other: ClaimTable) {
        self.claims.merge(other.claims, uniquingKeysWith: { _, new in new })
        self.offices.formUnion(other.offices)
    }

    /// Another record to which an act gives what is to be had once.
    func claimant(of uniqueness: Uniqueness, beside reference: RecordReference) -> RecordID? {
        let claimant = self.claims[Claim(reference, uniqueness)]
        return claimant == reference.record ? nil : claimant
    }
}
