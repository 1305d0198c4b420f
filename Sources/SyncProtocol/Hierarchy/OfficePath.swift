/// Where an office stands in the tree: the ids from the root down to the office itself.
///
/// A path, not a bare id, is what credentials and spaces name: an office answers for the names of
/// its own children only, so two offices may use one code and still never be taken for each other.
package struct OfficePath: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The greatest number of levels of a tree. China's associations use five.
    package static let depthMax = 8

    /// Root first. 1...``depthMax`` elements.
    package let ids: [OfficeID]

    /// Nil unless there are 1...``depthMax`` ids.
    package init?(_ ids: [OfficeID]) {
        guard (1...Self.depthMax).contains(ids.count) else { return nil }
        self.ids = ids
    }

    /// Reads `100000/510000/510100`.
    package init?(text: some StringProtocol) {
        var ids: [OfficeID] = []
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            guard let id = OfficeID(part) else { return nil }
            ids.append(id)
        }
        self.init(ids)
    }

    package init(root: OfficeID) {
        self.ids = [root]
    }

    /// The office at the end of the path.
    package var office: OfficeID { self.ids[self.ids.count - 1] }

    package var depth: Int { self.ids.count }

    /// Nil for the root.
    package var parent: OfficePath? { OfficePath(Array(self.ids.dropLast())) }

    /// From the root to the office itself.
    package var lineage: [OfficePath] {
        (1...self.ids.count).compactMap { OfficePath(Array(self.ids.prefix($0))) }
    }

    /// Nil when the tree would be deeper than ``depthMax``.
    package func child(_ id: OfficeID) -> OfficePath? { OfficePath(self.ids + [id]) }

    /// Whether this office is the other or stands above it.
    package func contains(_ other: OfficePath) -> Bool {
        self.ids.count <= other.ids.count && zip(self.ids, other.ids).allSatisfy(==)
    }

    /// Whether one of the two stands above the other, or both are the same.
    package func isInLine(with other: OfficePath) -> Bool {
        self.contains(other) || other.contains(self)
    }

    package var description: String { self.ids.map(\.text).joined(separator: "/") }

    package static func < (left: Self, right: Self) -> Bool {
        left.ids.lexicographicallyPrecedes(right.ids)
    }
}

extension OfficePath: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: self.ids.count)
        for id in self.ids { id.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var ids: [OfficeID] = []
        try decoder.elements(max: Self.depthMax) { element throws(CBORError) in
            ids.append(try OfficeID(from: &element))
        }
        guard let path = Self(ids) else { throw CBORError(.valueOutOfRange, at: start) }
        self = path
    }
}
