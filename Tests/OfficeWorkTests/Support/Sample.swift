import OfficeWork
import SyncProtocol

/// Offices and drafts that keep every rule; each test changes the one thing that it is about.
enum Sample {
    static let id = "000102030405060708090a0b0c0d0e0f"

    /// The name of a file that is here.
    static let content = ContentID(SignatureSuite.ed25519.hash([1])).description

    static func path(_ text: String) -> OfficePath {
        OfficePath(text: text)!
    }

    static let national = Self.path("100000")
    static let sichuan = Self.path("100000/510000")
    static let chengdu = Self.path("100000/510000/510100")
    static let society = Self.path("100000/510000/510100/510100-S001")

    struct DirectiveParts {
        var id = Sample.id
        var number = "科协发学字〔2015〕60号"
        var title = "关于学会有序承接政府转移职能的通知"
        var body = "请各单位按时报送。\n附件：无"
        var urgency = "normal"
        var issuedOn = "2015-07-17"
        var replyBy: String? = "2015-10-31"
        var recipients = ["level:provincial"]
        var carriesOut: String? = "厅字〔2015〕15号"
        var attachments: [AttachmentDraft] = []

        func content() throws(ValidationError) -> DirectiveContent {
            try DirectiveContent(
                validating: self.id,
                number: self.number,
                title: self.title,
                body: self.body,
                urgency: self.urgency,
                issuedOn: self.issuedOn,
                replyBy: self.replyBy,
                recipients: self.recipients,
                carriesOut: self.carriesOut,
                attachments: self.attachments
            )
        }
    }

    struct ReportParts {
        var id = Sample.id
        var title = "二季度进展"
        var period = "2018Q2"
        var text = "已签订任务书。"
        var directive: String? = "成科协发〔2018〕13号"
        var points = [PointDraft(indicator: "societies.participating", value: "12", unit: "家")]

        func content() throws(ValidationError) -> ReportContent {
            try ReportContent(
                validating: self.id,
                title: self.title,
                period: self.period,
                text: self.text,
                directive: self.directive,
                points: self.points
            )
        }
    }

    static func directive(
        _ change: (inout DirectiveParts) -> Void = { _ in }
    ) throws -> DirectiveContent {
        var parts = DirectiveParts()
        change(&parts)
        return try parts.content()
    }

    static func report(_ change: (inout ReportParts) -> Void = { _ in }) throws -> ReportContent {
        var parts = ReportParts()
        change(&parts)
        return try parts.content()
    }
}
