/// How far a directive has come with the addressed offices below one.
package struct TraceCounts: Codable, Sendable, Equatable {
    /// Addressed offices below it, itself not counted.
    package let recipients: Int
    package let received: Int
    package let opened: Int
    package let signed: Int
    package let replied: Int
    /// Of these, that have not replied by the date.
    package let overdue: Int

    package init(
        recipients: Int,
        received: Int,
        opened: Int,
        signed: Int,
        replied: Int,
        overdue: Int
    ) {
        self.recipients = recipients
        self.received = received
        self.opened = opened
        self.signed = signed
        self.replied = replied
        self.overdue = overdue
    }
}
