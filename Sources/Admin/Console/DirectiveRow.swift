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
    let signed: String
    let replied: String
    let overdue: String
    let isOverdue: Bool
    let conflicts: String?

    init(_ directive: DirectiveSummary, _ language: ConsoleLanguage) {
        self.path = "/directives/" + directive.id.percentEncodedForPath
        self.number = directive.number
        self.title = directive.title
        self.issuerName = directive.issuerName
        self.urgency = BadgeView.urgency(directive.urgency, language)
        self.issuedOn = directive.issuedOn
        self.replyBy = directive.replyBy
        self.recipients = Numerals.grouped(directive.recipients)
        self.received = Numerals.grouped(directive.received)
        self.signed = Numerals.grouped(directive.signed)
        self.replied = Numerals.grouped(directive.replied)
        self.overdue = Numerals.grouped(directive.overdue)
        self.isOverdue = directive.overdue > 0
        self.conflicts =
            directive.openConflicts == 0 ? nil : Numerals.grouped(directive.openConflicts)
    }
}

extension String {
    /// The text as one segment of a path: all but unreserved characters as `%XX`.
    package var percentEncodedForPath: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in self.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded.append(UInt8(ascii: "%"))
                encoded.append(digits[Int(byte >> 4)])
                encoded.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
