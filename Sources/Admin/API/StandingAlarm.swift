/// Something about this node or its neighbours that lasts and that people should look after.
package struct StandingAlarm: Codable, Sendable, Equatable {
    /// Of an office of whose node a copy was noticed.
    package static let copySeenKind = "copy-seen"

    /// `store-damaged`, `change-damaged`, `verify-failed`, `statement-stale`, `statement-missed`, `unconfirmed`,
    /// `own-clock`, `records-at-odds`, `copy-seen`, `branch-full` or `places-short`.
    package let kind: String
    /// The office it is about.
    package let office: String
    package let officeName: String
    /// UTC milliseconds.
    package let since: Int64
    package let messageChinese: String
    package let messageEnglish: String

    package init(
        kind: String,
        office: String,
        officeName: String,
        since: Int64,
        messageChinese: String,
        messageEnglish: String
    ) {
        self.kind = kind
        self.office = office
        self.officeName = officeName
        self.since = since
        self.messageChinese = messageChinese
        self.messageEnglish = messageEnglish
    }
}
