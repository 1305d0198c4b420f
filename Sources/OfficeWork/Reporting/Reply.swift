package import SyncProtocol

/// The fields of a reply's record. The numbers are on the wire: never reuse one.
package enum ReplyField: UInt16, Sendable, CaseIterable {
    case issuer = 1
    case text = 2
    case at = 3
    case user = 4
    case attachments = 5
}

/// An office's answer to a directive (回复). Lives in that office's `reports` space under the
/// directive's id: a later answer replaces it, a concurrent one stands beside it.
package struct Reply: Hashable, Sendable {
    package let directive: DirectiveID
    package let issuer: OfficePath
    package let text: String
    /// Milliseconds since 1970 UTC.
    package let at: Int64
    package let user: String
    package let attachments: [Attachment]
    /// Fields with several unsettled values.
    package let conflicts: Int

    /// Nil when the key is no directive's id or a field is missing: incomplete.
    package init?(key: [UInt8], state: RecordState) {
        guard let directive = DirectiveID(bytes: key),
            let issuer = state.registeredPath(ReplyField.issuer),
            let text = state.text(ReplyField.text),
            let at = state.integer(ReplyField.at),
            let user = state.text(ReplyField.user)
        else { return nil }
        self.directive = directive
        self.issuer = issuer
        self.text = text
        self.at = at
        self.user = user
        self.attachments = Attachment.all(in: state, ReplyField.attachments)
        let stamps: [ReplyField] = [.at, .user]
        self.conflicts = state.conflictCount(ignoring: stamps.map(\.rawValue))
    }
}
