/// What a backup holds.
package struct BackupSummary: Codable, Sendable, Equatable {
    /// Of all its files together.
    package let bytes: Int64
    package let feeds: Int
    /// Changes whose hash, chain and signature were checked in the copy.
    package let changes: Int64
    package let records: Int64
    /// Over all records of the copy; `cast-admin status` showed the same at that moment.
    package let stateDigest: String
    /// Attached files in the copy.
    package let attachments: Int
    /// Attached files that are damaged on this node and therefore not in the copy.
    package let damagedAttachments: [String]

    package init(
        bytes: Int64,
        feeds: Int,
        changes: Int64,
        records: Int64,
        stateDigest: String,
        attachments: Int,
        damagedAttachments: [String]
    ) {
        self.bytes = bytes
        self.feeds = feeds
        self.changes = changes
        self.records = records
        self.stateDigest = stateDigest
        self.attachments = attachments
        self.damagedAttachments = damagedAttachments
    }
}
