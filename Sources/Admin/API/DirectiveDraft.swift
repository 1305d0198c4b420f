/// A directive to be issued.
package struct DirectiveDraft: Codable, Sendable, Equatable {
    /// 32 hexadecimal digits chosen by the caller; a repeated call with the same id is the same directive.
    package let id: String
    /// 文号, like `科协发学字〔2015〕60号`.
    package let number: String
    /// 1...200 characters.
    package let title: String
    /// 0...100,000 characters.
    package let body: String
    /// `urgent` 特急, `expedited` 加急 or `normal` 平件.
    package let urgency: String
    /// 成文日期, `YYYY-MM-DD`.
    package let issuedOn: String
    /// `YYYY-MM-DD` in China Standard Time, or nil when no reply is asked.
    package let replyBy: String?
    /// Office ids, all below the issuer, at least one.
    package let recipients: [String]
    /// 文号 of the directive that this one carries out.
    package let carriesOut: String?
    /// Files; nil when there are none.
    package let attachments: [AttachmentEntry]?

    package init(
        id: String,
        number: String,
        title: String,
        body: String,
        urgency: String,
        issuedOn: String,
        replyBy: String? = nil,
        recipients: [String],
        carriesOut: String? = nil,
        attachments: [AttachmentEntry]? = nil
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.body = body
        self.urgency = urgency
        self.issuedOn = issuedOn
        self.replyBy = replyBy
        self.recipients = recipients
        self.carriesOut = carriesOut
        self.attachments = attachments
    }
}
