/// What a person, or the node itself, wants to write: all of it or nothing, in one transaction.
package struct LocalAct: Hashable, Sendable {
    /// Nil for what the node does by itself.
    package let user: String?
    /// Given when the act touches several spaces.
    package let act: ActID?
    package let intents: [RecordIntent]

    package init(user: String?, act: ActID? = nil, intents: [RecordIntent]) {
        self.user = user
        self.act = act
        self.intents = intents
    }
}
