/// What a person, or the node itself, wants to write: all of it or nothing, in one transaction.
package struct LocalAct: Hashable, Sendable {
    /// What is written or, because it stands there already, left out as a whole.
    package struct Part: Hashable, Sendable {
        package let intents: [RecordIntent]
        /// Checked in this order in the transaction that writes; the first that does not hold decides.
        package let preconditions: [Precondition]

        package init(_ intents: [RecordIntent], if preconditions: [Precondition] = []) {
            self.intents = intents
            self.preconditions = preconditions
        }
    }

    /// What the audit log says of it.
    package let note: AuditNote
    /// Nil for what the node does by itself.
    package let user: String?
    /// Given when the act touches several spaces.
    package let act: ActID?
    /// It goes into the feeds that nothing ordinary stands before (see ``FeedID/isUrgent``).
    package let isUrgent: Bool
    package let parts: [Part]
    /// A charter to issue: then there are no parts.
    package let charter: CharterWish?

    package init(
        _ note: AuditNote,
        user: String?,
        act: ActID? = nil,
        isUrgent: Bool = false,
        parts: [Part],
        charter: CharterWish? = nil
    ) {
        self.note = note
        self.user = user
        self.act = act
        self.isUrgent = isUrgent
        self.parts = parts
        self.charter = charter
    }

    /// An act of one part.
    package init(
        _ note: AuditNote,
        user: String?,
        act: ActID? = nil,
        isUrgent: Bool = false,
        intents: [RecordIntent],
        if preconditions: [Precondition] = []
    ) {
        self.init(
            note,
            user: user,
            act: act,
            isUrgent: isUrgent,
            parts: [Part(intents, if: preconditions)]
        )
    }

    /// All that it would write.
    package var intents: [RecordIntent] {
        self.parts.count == 1 ? self.parts[0].intents : self.parts.flatMap(\.intents)
    }
}
