/// What a person, or the node itself, wants to write: all of it or nothing, in one transaction.
package struct LocalAct: Hashable, Sendable {
    /// Nil for what the node does by itself.
    package let user: String?
    /// Given when the act touches several spaces.
    package let act: ActID?
    /// It goes into the feeds that nothing ordinary stands before (see ``FeedID/isUrgent``).
    package let isUrgent: Bool
    package let intents: [RecordIntent]

    package init(
        user: String?,
        act: ActID? = nil,
        isUrgent: Bool = false,
        intents: [RecordIntent]
    ) {
        self.user = user
        self.act = act
        self.isUrgent = isUrgent
        self.intents = intents
    }
}
