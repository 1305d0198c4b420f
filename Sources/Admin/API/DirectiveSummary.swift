/// One line of the list of directives.
package struct DirectiveSummary: Codable, Sendable, Equatable {
    package let id: String
    package let number: String
    package let title: String
    /// Office id.
    package let issuer: String
    package let issuerName: String
    package let urgency: String
    package let issuedOn: String
    package let replyBy: String?
    /// Offices addressed.
    package let recipients: Int
    /// Of these, on whose node it has arrived.
    package let received: Int
    /// Of these, where a person has opened it.
    package let opened: Int
    /// Of these, that signed for it.
    package let signed: Int
    /// Of these, that replied.
    package let replied: Int
    /// Of these, that have not replied by the date.
    package let overdue: Int
    /// Fields with more than one concurrent value, and offices whose replies are at odds: to be settled.
    package let openConflicts: Int
    /// Offices that came after it was issued, for those of whose kind it is: nothing is asked of them.
    package let joinedLater: Int
    /// Where this office's own signature for it is known to be on disk: here first, then the office
    /// above. Empty until somebody here has signed.
    package let saved: [SavedPlace]

    package init(
        id: String,
        number: String,
        title: String,
        issuer: String,
        issuerName: String,
        urgency: String,
        issuedOn: String,
        replyBy: String? = nil,
        recipients: Int,
        received: Int,
        opened: Int = 0,
        signed: Int,
        replied: Int,
        overdue: Int,
        openConflicts: Int,
        joinedLater: Int = 0,
        saved: [SavedPlace] = []
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.issuer = issuer
        self.issuerName = issuerName
        self.urgency = urgency
        self.issuedOn = issuedOn
        self.replyBy = replyBy
        self.recipients = recipients
        self.received = received
        self.opened = opened
        self.signed = signed
        self.replied = replied
        self.overdue = overdue
        self.openConflicts = openConflicts
        self.joinedLater = joinedLater
        self.saved = saved
    }
}
