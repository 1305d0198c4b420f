package import SyncProtocol

/// The fields of a reply's record. The numbers are on the wire: never reuse one.
package enum ReplyField: UInt16, Sendable, CaseIterable {
    case issuer = 1
    case text = 2
    case at = 3
    case user = 4
    case attachments = 5
    /// A set of what the office had replied before, see ``FormerReply``.
    case earlier = 6
}

/// An office's answer to a directive (回复). Lives in that office's `reports` space under the
/// directive's id: a later answer replaces those that its writer had before it, one that was written
/// elsewhere at the same time stands beside it until a person has written what holds.
package struct Reply: Hashable, Sendable {
    package let directive: DirectiveID
    package let issuer: OfficePath
    package let text: String
    /// Milliseconds since 1970 UTC.
    package let at: Int64
    package let user: String
    package let attachments: [Attachment]

    /// The latest answer. Nil when the key is no directive's id or a field is missing: incomplete.
    package init?(key: [UInt8], state: RecordState) {
        guard let reply = Self.all(key: key, state: state).first else { return nil }
        self = reply
    }

    /// All answers that nobody has replaced, the latest first. More than one: an office that says
    /// different things, to be settled. Answers that say the same are one.
    package static func all(key: [UInt8], state: RecordState) -> [Reply] {
        state.choices(ReplyField.text.rawValue).reduce(into: []) { replies, entry in
            guard let reply = Reply(key: key, state: state, of: entry.dot.change) else { return }
            let isSaid = replies.contains {
                $0.text == reply.text && $0.attachments == reply.attachments
            }
            if !isSaid { replies.append(reply) }
        }
    }

    /// What one change said. Of a field that it left out, or that was replaced by itself, the latest value.
    private init?(key: [UInt8], state: RecordState, of change: ChangeID) {
        func value(_ field: ReplyField) -> Value? {
            let values = state.choices(field.rawValue)
            return (values.first { $0.dot.change == change } ?? values.first)?.value
        }
        guard let directive = DirectiveID(bytes: key),
            let issuer = state.registeredPath(ReplyField.issuer),
            let text = value(.text)?.text.map(DisplayText.cleaned),
            let at = value(.at)?.integer,
            let user = value(.user)?.text.map(DisplayText.cleaned)
        else { return nil }
        self.directive = directive
        self.issuer = issuer
        self.text = text
        self.at = at
        self.user = user
        self.attachments = Attachment.all(in: value(.attachments))
    }
}
