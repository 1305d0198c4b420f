import Admin

/// The documents that the demo sends. Numbers, dates, addressees and what is asked are those of the
/// published documents; the bodies are summaries in our own words.
enum Documents {
    static let national = DirectiveDraft(
        id: "2015071700000000000000000000060a",
        number: "科协发学字〔2015〕60号",
        title: "中国科协贯彻落实《中共中央办公厅 国务院办公厅关于印发<中国科协所属学会有序承接政府转移职能扩大试点工作实施方案>的通知》的意见",
        body: """
            摘要：要求全国学会和省级科协（含副省级城市科协）落实扩大试点方案，共六点：学习领会精神；完成试点任务，\
            归纳四类职能的操作规范；统筹承接工作，省级科协编制所属学会和市级科协的总体规划；提升学会能力；守住收费\
            和行为的红线；做好宣传公开。请省级科协于2015年10月底前把贯彻情况和文件报领导小组办公室。
            """,
        urgency: "normal",
        issuedOn: "2015-07-17",
        replyBy: "2015-10-31",
        recipients: ["level:provincial", "510100"],
        carriesOut: "厅字〔2015〕15号"
    )

    static let city = DirectiveDraft(
        id: "2018050300000000000000000000013a",
        number: "成科协发〔2018〕13号",
        title: "成都市科学技术协会关于贯彻落实《中共成都市委办公厅、成都市人民政府办公厅关于印发〈成都市科协所属学会有序承接政府转移职能试点工作实施方案〉的通知》的意见",
        body: """
            摘要：要求市级学会和区（市）县科协落实市里的试点方案，共七点，其中试点任务须在2018年底取得阶段性成果；\
            由委托的政府部门、承接的学会和协调的市科协签订三方任务书（见附件）。请于2018年6月底前把贯彻情况报市科协。
            """,
        urgency: "normal",
        issuedOn: "2018-05-03",
        replyBy: "2018-06-30",
        recipients: ["children"],
        carriesOut: "成委厅〔2017〕173号"
    )

    /// Sent while Sichuan cannot be reached.
    static let duringCut = DirectiveDraft(
        id: "2015032500000000000000000000025a",
        number: "科协发调字〔2015〕25号",
        title: "中国科协印发《中国科协关于贯彻落实中央群团工作部署 加强和改进科协工作的意见》的通知",
        body: "摘要：把加强和改进科协工作的意见印发给全国学会和省级科协，请结合实际贯彻落实。",
        urgency: "expedited",
        issuedOn: "2015-03-25",
        recipients: ["level:provincial"]
    )

    /// City societies without a machine of their own. Names and figures of the demo are examples.
    static let societies = [
        HostedOfficeDraft(office: "510100-S01", name: "成都市机械工程学会", level: "society"),
        HostedOfficeDraft(office: "510100-S02", name: "成都市计算机学会", level: "society"),
        HostedOfficeDraft(office: "510100-S03", name: "成都市环境科学学会", level: "society"),
    ]

    static let cityReports = [
        ReportDraft(
            id: "2018063000000000000000000000001b",
            title: "二季度承接政府转移职能试点进展",
            period: "2018Q2",
            text: "三家学会进入试点，首批任务书已签订。",
            directive: Self.national.number,
            points: [
                DataPointDraft(indicator: "societies.participating", value: "3"),
                DataPointDraft(indicator: "functions.evaluation", value: "2"),
                DataPointDraft(indicator: "functions.standards", value: "1"),
                DataPointDraft(indicator: "contracts.in-force", value: "3"),
                DataPointDraft(indicator: "funding.fiscal", value: "450000.00"),
                DataPointDraft(indicator: "training.held", value: "1"),
            ]
        ),
        ReportDraft(
            id: "2018123100000000000000000000002b",
            title: "四季度承接政府转移职能试点进展",
            period: "2018Q4",
            text: "试点取得阶段性成果，两种模式可供推广。",
            directive: Self.national.number,
            points: [
                DataPointDraft(indicator: "societies.participating", value: "3"),
                DataPointDraft(indicator: "functions.evaluation", value: "4"),
                DataPointDraft(indicator: "functions.standards", value: "2"),
                DataPointDraft(indicator: "contracts.in-force", value: "5"),
                DataPointDraft(indicator: "funding.fiscal", value: "720000.50"),
                DataPointDraft(indicator: "models.promoted", value: "2"),
            ]
        ),
    ]

    static let provinceReport = ReportDraft(
        id: "2018123100000000000000000000003b",
        title: "四季度全省试点推进情况",
        period: "2018Q4",
        text: "省级学会试点情况，断网期间填报。",
        directive: Self.national.number,
        points: [
            DataPointDraft(indicator: "societies.participating", value: "12"),
            DataPointDraft(indicator: "contracts.in-force", value: "9"),
            DataPointDraft(indicator: "funding.fiscal", value: "1350000.00"),
            DataPointDraft(indicator: "training.held", value: "4"),
        ]
    )

    /// Handed in while Sichuan's node is down.
    static let pastSichuan = ReportDraft(
        id: "2019033100000000000000000000004b",
        title: "一季度承接政府转移职能进展",
        period: "2019Q1",
        text: "四川节点停机期间填报，经直通链路报送。",
        directive: Self.national.number,
        points: [
            DataPointDraft(indicator: "societies.participating", value: "3"),
            DataPointDraft(indicator: "contracts.in-force", value: "6"),
        ]
    )

    /// Handed in at Chengdu's second node while the first one is down.
    static let byStandby = ReportDraft(
        id: "2019063000000000000000000000005b",
        title: "二季度承接政府转移职能进展",
        period: "2019Q2",
        text: "第一个节点停机期间，由第二个节点报送。",
        directive: Self.national.number,
        points: [
            DataPointDraft(indicator: "societies.participating", value: "4"),
            DataPointDraft(indicator: "contracts.in-force", value: "7"),
        ]
    )

    /// One report a month and society: what is being written when Chengdu's node is killed.
    static func monthly(society: Int, month: Int) -> ReportDraft {
        let digits = String(society * 100 + month)
        let id = "2018" + String(repeating: "0", count: 27 - digits.count) + digits + "c"
        return ReportDraft(
            id: id,
            office: Self.societies[society].office,
            title: "2018年\(month)月工作月报",
            period: month < 10 ? "2018-0\(month)" : "2018-\(month)",
            text: "月度数据。",
            directive: Self.city.number,
            points: [
                DataPointDraft(indicator: "items.published", value: "\(society + month)"),
                DataPointDraft(indicator: "briefs.issued", value: "\(1 + month % 2)"),
            ]
        )
    }
}
