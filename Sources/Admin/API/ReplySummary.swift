/// A reply to a directive.
package struct ReplySummary: Codable, Sendable, Equatable {
    /// Directive id.
    package let directive: String
    package let office: String
    package let officeName: String
    package let text: String
    package let user: String
    /// UTC milliseconds.
    package let at: Int64
    /// Whether another reply of the office stands beside it, written apart: one that has seen both settles them.
    package let conflicting: Bool
    /// Where it is known to be on disk: here first, then the offices above its own, nearest first.
    package let saved: [SavedPlace]
    /// Files; nil when there are none.
    package let attachments: [AttachmentSummary]?
    /// What the office had replied before, newest first, at most 10; nil when there was nothing, and beside a
    /// reply with which it is at odds.
    package let earlier: [EarlierReply]?

    package init(
        directive: String,
        office: String,
        officeName: String,
        text: String,
        user: String,
        at: Int64,
        conflicting: Bool = false,
        saved: [SavedPlace] = [],
        attachments: [AttachmentSummary]? = nil,
        earlier: [EarlierReply]? = nil
    ) {
        self.directive = directive
        self.office = office
        self.officeName = officeName
        self.text = text
        self.user = user
        self.at = at
        self.conflicting = conflicting
        self.saved = saved
        self.attachments = attachments
        self.earlier = earlier
    }
}
