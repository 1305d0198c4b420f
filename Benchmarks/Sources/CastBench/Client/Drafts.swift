/// What is written, as the API describes it.
struct ReportDraft: Encodable, Sendable {
    let id: String
    let office: String?
    let title: String
    let period: String
    let text: String
    let points: [PointDraft]
}

struct PointDraft: Encodable, Sendable {
    let indicator: String
    let value: String
}

struct InvitationDraft: Encodable, Sendable {
    let office: String
    let name: String
    let level: String
    let validHours: Int
}

struct HostedOfficeDraft: Encodable, Sendable {
    let office: String
    let name: String
    let level: String
}

struct DirectiveDraft: Encodable, Sendable {
    let id: String
    let number: String
    let title: String
    let body: String
    let urgency: String
    let issuedOn: String
    let recipients: [String]
}

extension ReportDraft {
    /// 32 hexadecimal digits that no other report has.
    static func freshID() -> String {
        func half() -> String {
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return half() + half()
    }
}
