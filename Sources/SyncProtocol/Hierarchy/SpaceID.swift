/// A set of feeds with one owner, one audience and one rule about who may write.
package struct SpaceID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let kind: SpaceKind
    package let owner: OfficePath
    /// Which of the owner's cases it is; nil for every other kind, of which an office has one space.
    package let local: CaseID?

    /// - Parameter kind: any but a case.
    package init(_ kind: SpaceKind, of owner: OfficePath) {
        precondition(kind != .case, "a case has an id")
        self.kind = kind
        self.owner = owner
        self.local = nil
    }

    package init(case local: CaseID, of owner: OfficePath) {
        self.kind = .case
        self.owner = owner
        self.local = local
    }

    /// Nil unless exactly a case has an id.
    package init?(_ kind: SpaceKind, of owner: OfficePath, local: CaseID?) {
        guard (kind == .case) == (local != nil) else { return nil }
        self.kind = kind
        self.owner = owner
        self.local = local
    }

    /// Whether the office must have what is in the space.
    package func isAudience(_ office: OfficePath) -> Bool {
        self.kind.flow.isAudience(office, ofSpaceOf: self.owner)
    }

    /// The same with what is known of offices that have moved: the audience of every space that
    /// follows on this one must have this one, too.
    package func isAudience(_ office: OfficePath, _ successions: Successions) -> Bool {
        self.isAudience(office)
            || successions.successors(of: self.owner).contains {
                self.kind.flow.isAudience(office, ofSpaceOf: $0)
            }
    }

    /// Whether the office may write in the space.
    package func mayWrite(_ office: OfficePath) -> Bool {
        self.kind.flow.mayWrite(office, inSpaceOf: self.owner)
    }

    /// Whether a link between two offices carries the space: both ends must have it, and what stays goes between nodes
    /// of one office only. Whatever is said of where that office went, no other one gets it.
    ///
    /// - Parameter successions: what both ends know of offices that have moved.
    package func isCarried(
        between one: OfficePath,
        and other: OfficePath,
        _ successions: Successions = .none
    ) -> Bool {
        (self.kind.flow != .stays || one == other)
            && self.isAudience(one, successions) && self.isAudience(other, successions)
    }

    package var description: String {
        let name = "\(self.kind)/\(self.owner)"
        return self.local.map { "\(name):\($0)" } ?? name
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.kind != right.kind { return left.kind < right.kind }
        guard left.owner == right.owner, let one = left.local, let other = right.local else {
            return left.owner < right.owner
        }
        return one < other
    }
}

extension SpaceID: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: self.local == nil ? 2 : 3)
        encoder.unsigned(UInt64(self.kind.rawValue))
        self.owner.encode(to: &encoder)
        self.local?.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array()
        guard count == 2 || count == 3,
            let kind = SpaceKind(rawValue: UInt8(try decoder.unsigned(max: 255))),
            (kind == .case) == (count == 3)
        else { throw CBORError(.valueOutOfRange, at: start) }
        self.kind = kind
        self.owner = try OfficePath(from: &decoder)
        self.local = count == 3 ? try CaseID(from: &decoder) : nil
    }
}
