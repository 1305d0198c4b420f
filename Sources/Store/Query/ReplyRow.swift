package import OfficeWork
package import SyncProtocol

/// Where the replies of one office stand among those to a directive.
package struct ReplyKey: Sendable, Hashable {
    /// When the latest of them was written, UTC milliseconds.
    package let at: Int64
    package let office: OfficePath

    package init(at: Int64, office: OfficePath) {
        self.at = at
        self.office = office
    }

    /// `1530000000000:100000/510000`.
    package var text: String { "\(self.at):\(self.office)" }

    /// Nil when the text is no key.
    package init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let at = Int64(parts[0]), let office = OfficePath(text: parts[1])
        else { return nil }
        self.init(at: at, office: office)
    }
}

/// What one office has replied to a directive.
package struct ReplyRow: Sendable, Hashable {
    package let key: ReplyKey
    /// The latest first; more than one when they were written apart and nobody has settled them.
    package let replies: [Reply]
    /// What it had replied before, newest first.
    package let former: [FormerReply]

    package var office: OfficePath { self.key.office }
}
