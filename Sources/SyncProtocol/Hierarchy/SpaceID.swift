/// A set of feeds with one owner, one audience and one rule about who may write.
package struct SpaceID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let kind: SpaceKind
    package let owner: OfficePath

    package init(_ kind: SpaceKind, of owner: OfficePath) {
        self.kind = kind
        self.owner = owner
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
                SpaceID(self.kind, of: $0).isAudience(office)
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

    package var description: String { "\(self.kind)/\(self.owner)" }

    package static func < (left: Self, right: Self) -> Bool {
        left.kind == right.kind ? left.owner < right.owner : left.kind < right.kind
    }
}

extension SpaceID: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.unsigned(UInt64(self.kind.rawValue))
        self.owner.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2,
            let kind = SpaceKind(rawValue: UInt8(try decoder.unsigned(max: 255)))
        else { throw CBORError(.valueOutOfRange, at: start) }
        self.kind = kind
        self.owner = try OfficePath(from: &decoder)
    }
}
