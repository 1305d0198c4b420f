/// A record in which something is that this node's version does not know. It is kept, forwarded byte
/// for byte, and takes effect when the program is renewed.
package struct UnknownRecord: Codable, Sendable, Equatable {
    package let space: String
    /// The number of the record's kind.
    package let kind: Int
    /// Hexadecimal.
    package let key: String
    /// Whether the kind of the space is unknown, so that nothing in it is read.
    package let isSpaceUnknown: Bool
    /// Whether the kind itself is unknown, not only some of its fields.
    package let isKindUnknown: Bool
    /// The numbers of the unknown fields, ascending.
    package let fields: [Int]

    package init(
        space: String,
        kind: Int,
        key: String,
        isSpaceUnknown: Bool,
        isKindUnknown: Bool,
        fields: [Int]
    ) {
        self.space = space
        self.kind = kind
        self.key = key
        self.isSpaceUnknown = isSpaceUnknown
        self.isKindUnknown = isKindUnknown
        self.fields = fields
    }
}
