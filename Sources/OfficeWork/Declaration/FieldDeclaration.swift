/// What is said of one field of a kind of records.
package struct FieldDeclaration: Sendable, Hashable {
    /// What a field is for, beside what it says.
    package enum Role: Sendable, Hashable {
        /// What people enter and read.
        case content
        /// The same, but written only by a command of its own, which writes what follows from it, too.
        case governed
        /// It tells when, by whom or with what the record was written: written by the node, never entered, and
        /// nothing that could be at odds.
        case bookkeeping
        /// Bookkeeping: the time at which the content was last said, UTC milliseconds.
        case saidAt
        /// Bookkeeping: who said it.
        case saidBy
    }

    /// Whether a record can do without it.
    package enum Presence: Sendable, Hashable {
        case optional
        /// A record without it is incomplete and shown to nobody; it may be blank.
        case present
        /// The same, and something can be seen in it.
        case filled
    }

    /// The field's number on the wire: never reused within the kind.
    package let number: UInt16
    /// What programs call it: `replyBy`.
    package let code: String
    package let name: DeclaredName
    package let type: FieldType
    package let role: Role
    package let presence: Presence
    package let terms: FieldTerms

    package init(
        _ number: UInt16,
        _ code: String,
        _ name: DeclaredName,
        _ type: FieldType,
        role: Role = .content,
        presence: Presence = .optional,
        terms: FieldTerms = .open
    ) {
        self.number = number
        self.code = code
        self.name = name
        self.type = type
        self.role = role
        self.presence = presence
        self.terms = terms
    }

    /// The same under a number that a hand-written reader of the kind names.
    package init(
        _ number: some RawRepresentable<UInt16>,
        _ code: String,
        _ name: DeclaredName,
        _ type: FieldType,
        role: Role = .content,
        presence: Presence = .optional,
        terms: FieldTerms = .open
    ) {
        self.init(
            number.rawValue,
            code,
            name,
            type,
            role: role,
            presence: presence,
            terms: terms
        )
    }

    package var isBookkeeping: Bool { self.role != .content && self.role != .governed }
}
