import Admin

extension APISamples {
    static func reportSummary(title: String = "第二季度进展") -> ReportSummary {
        ReportSummary(
            id: Self.id,
            office: "510100",
            officeName: "成都市科协",
            title: title,
            period: "2018Q2",
            text: "顺利",
            directive: Self.id,
            points: 1,
            replaced: 1,
            submittedAt: Self.now,
            user: "clerk",
            saved: [Self.saved],
            attachments: [Self.attachment]
        )
    }

    static let correction = FigureCorrection(value: "40", at: Self.now + 60_000, user: "王敏")

    static let reportFigure = ReportFigure(
        indicator: "activity.count",
        name: "科普活动场次",
        nameEnglish: "Outreach activities",
        unit: "场",
        unitEnglish: "session",
        period: "2018Q2",
        value: "36",
        correction: Self.correction,
        earlier: Self.earlierFigure
    )

    static func reportStep(_ state: String) -> ReportStep {
        ReportStep(
            office: "510000",
            officeName: "四川省科协",
            level: "provincial",
            state: state,
            at: Self.now - 1000
        )
    }

    static func reportDetail(title: String = "第二季度进展", count: Int = 1) -> ReportDetail {
        ReportDetail(
            summary: Self.reportSummary(title: title),
            author: "a1",
            change: "c1",
            figures: Array(repeating: Self.reportFigure, count: count),
            way: ["written", "here", "saved", "unknown"].map { Self.reportStep($0) }
        )
    }

    static let directiveDraft = DirectiveDraft(
        id: Self.id,
        number: Self.number,
        title: "通知",
        body: "",
        urgency: "normal",
        issuedOn: "2015-07-17",
        replyBy: "2015-10-31",
        recipients: ["510000"],
        carriesOut: "国科发〔2015〕1号",
        attachments: [Self.attachmentEntry]
    )

    static let dataPointDraft = DataPointDraft(
        indicator: "activity.count",
        period: "2018Q2",
        value: "36",
        unit: "场"
    )

    static let reportDraft = ReportDraft(
        id: Self.id,
        office: "510100",
        title: "第二季度进展",
        period: "2018Q2",
        text: "",
        directive: Self.number,
        points: [Self.dataPointDraft],
        attachments: [Self.attachmentEntry]
    )
}
