package import PlainText

/// Something that happened on this node.
package struct NodeEvent: Codable, Sendable, Equatable {
    /// UTC milliseconds.
    package let at: Int64
    /// A stable word like `link-lost`; ``EventKind`` has those that this version knows.
    package let kind: String
    /// What there is to say of it, by name.
    package let parameters: EventDetails
    /// What it is about: an office, a feed, an incarnation.
    package let subject: String?

    package init(
        at: Int64,
        kind: String,
        parameters: EventDetails = EventDetails(),
        subject: String? = nil
    ) {
        self.at = at
        self.kind = kind
        self.parameters = parameters
        self.subject = subject
    }

    /// What happened, in a sentence or two. A kind of a later version is shown as it is.
    package var words: Phrase {
        EventKind(rawValue: self.kind).map { EventWords(self.parameters).text($0) }
            ?? Phrase(same: self.kind)
    }
}
