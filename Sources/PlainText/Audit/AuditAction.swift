/// What can be done on a node that its audit log tells of: the one list behind the store, the API and the words for
/// people. The spelling of each stands in logs and never changes.
package enum AuditAction: String, Sendable, Hashable, CaseIterable {
    case directiveIssued = "directive-issued"
    /// The node has written down that a directive has arrived.
    case deliveryReceipted = "delivery-receipted"
    case directiveOpened = "directive-opened"
    case receiptSigned = "receipt-signed"
    case replyWritten = "reply-written"
    case conflictSettled = "conflict-settled"
    /// A record of a kind that is written field by field.
    case recordMade = "record-made"
    case recordAmended = "record-amended"
    /// It was taken to a step, or opened again.
    case recordAdvanced = "record-advanced"
    case reportSubmitted = "report-submitted"
    /// An office was entered into the roster, to be invited.
    case officeEntered = "office-entered"
    case invitationIssued = "invitation-issued"
    /// A node came with an invitation and was taken in.
    case officeJoined = "office-joined"
    case officeHosted = "office-hosted"
    case hostingEnded = "hosting-ended"
    case officeRenamed = "office-renamed"
    case placesGranted = "places-granted"
    /// A grant was taken back: the office has the places of its level.
    case placesByLevel = "places-by-level"
    case officesReorganised = "offices-reorganised"
    case versionFloorSet = "version-floor-set"
    case backupStarted = "backup-started"
    case nodeSetUp = "node-set-up"
    case nodeMoved = "node-moved"
    /// Somebody wanted to do what none of their roles allows.
    case callRefused = "call-refused"
    /// Rows of the audit log itself were found missing or altered.
    case rowsBroken = "broken-rows"
}
