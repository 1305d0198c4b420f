/// One directive in a list.
struct DirectiveRow {
    let path: String
    let number: String
    let title: String
    let issuerName: String
    let urgency: BadgeView?
    let issuedOn: String
    let replyBy: String?
    let recipients: String
    let received: String
    let opened: String
    let signed: String
    let replied: String
    let overdue: String
    let isOverdue: Bool
    let conflicts: String?
    /// Where our own signature is on disk; nil when nobody here has signed.
    let saved: String?

    init(_ directive: DirectiveSummary, _ language: ConsoleLanguage) {
        self.path = PagePath.directive(directive.id)
        self.number = directive.number
        self.title = directive.title
        self.issuerName = directive.issuerName
        self.urgency = BadgeView.urgency(directive.urgency, language)
        self.issuedOn = directive.issuedOn
        self.replyBy = directive.replyBy
        self.recipients = Numerals.grouped(directive.recipients)
        self.received = Numerals.grouped(directive.received)
        self.opened = Numerals.grouped(directive.opened)
        self.signed = Numerals.grouped(directive.signed)
        self.replied = Numerals.grouped(directive.replied)
        self.overdue = Numerals.grouped(directive.overdue)
        self.isOverdue = directive.overdue > 0
        self.conflicts =
            directive.openConflicts == 0 ? nil : Numerals.grouped(directive.openConflicts)
        let places = directive.saved.map(\.officeName).joined(separator: " / ")
        self.saved = places.isEmpty ? nil : places
    }
}
