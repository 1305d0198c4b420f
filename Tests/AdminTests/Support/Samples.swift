import Admin
import PlainText

/// Values that many tests use.
enum Samples {
    static let indicator = IndicatorSummary(
        code: "funding.fiscal",
        number: 8,
        name: "财政经费",
        nameEnglish: "Fiscal funding",
        unit: "yuan",
        unitName: "元",
        fractionDigits: 2,
        aggregation: "sum"
    )

    /// 2018-05-03 14:22:07 in China.
    static let now: Int64 = 1_525_328_527_000

    static let masthead = Masthead(
        office: "510000",
        officeName: "四川省科协",
        storeVersion: 42,
        now: Self.now,
        conflicts: 3
    )

    static let branch = OfficeBranch(
        office: OfficeSummary(
            id: "510000",
            level: "provincial",
            name: "四川省科协",
            path: ["510000"],
            isSelf: true,
            syncState: "self",
            behindChanges: 0,
            feeds: 1,
            changes: 1
        ),
        items: [],
        total: 0
    )
    static let id = "0123456789abcdef0123456789abcdef"

    static let status = NodeStatus(
        office: "510000",
        officeName: "四川省科学技术协会",
        path: ["100000", "510000"],
        tree: id,
        node: id,
        suite: 1,
        suiteName: "Ed25519-SHA256",
        incarnation: "0123456789abcdef",
        version: "0.1.0",
        startedAt: now - 3_600_000,
        now: now,
        feeds: 3,
        changes: 40,
        records: 12,
        storeVersion: 7,
        storeBytes: 1_536,
        diskFreeBytes: 20 << 30,
        quarantined: 2,
        held: 0,
        headsDigest: "aa",
        stateDigest: String(repeating: "b", count: 64),
        links: []
    )

    static let directive = DirectiveSummary(
        id: id,
        number: "科协发学字〔2015〕60号",
        title: "关于报送情况的通知",
        issuer: "100000",
        issuerName: "中国科协",
        urgency: "normal",
        issuedOn: "2015-07-17",
        replyBy: "2015-10-31",
        recipients: 32,
        received: 2,
        signed: 1,
        replied: 0,
        overdue: 0,
        openConflicts: 0
    )

    static let directiveDetail = DirectiveDetail(
        summary: directive,
        body: "一、请报送。\n二、请按时。",
        recipients: ["510000"],
        replies: []
    )

    static let trace = DirectiveTrace(
        directive: directive,
        steps: [
            TraceStep(
                office: "510000",
                officeName: "四川省科协",
                level: "provincial",
                addressed: true,
                state: "signed",
                deliveredAt: now,
                openedAt: now + 30_000,
                signedAt: now + 60_000,
                signedBy: "张三"
            ),
            TraceStep(
                office: "510100",
                officeName: "成都市科协",
                level: "city",
                addressed: false,
                state: "issued",
                lastHopReached: "510000"
            ),
        ],
        asOf: now
    )

    static func linkVerification(_ result: String) -> LinkVerification {
        LinkVerification(
            result: result,
            link: LinkSummary(
                peer: "510000",
                peerName: "四川省科协",
                direction: "accepted",
                address: "10.51.0.8:51234",
                state: "inSync",
                sendBehind: 0,
                receiveBehind: 0,
                scopeDigest: String(repeating: "a", count: 64),
                scopeStateDigest: "bb",
                bytesIn: 1,
                bytesOut: 2
            ),
            certificate: LinkCertificate(
                at: Self.now,
                peerAt: Self.now + 4,
                scopeDigest: String(repeating: "a", count: 64),
                feeds: 7,
                signer: String(repeating: "2", count: 32),
                peerSigner: String(repeating: "6", count: 32),
                signaturesAreGood: true
            )
        )
    }

    static func auditReport(
        broken: RowRanges = RowRanges(),
        named: RowRanges = RowRanges()
    ) -> AuditReport {
        AuditReport(
            rows: 7,
            firstAt: Self.now,
            lastAt: Self.now,
            last: 7,
            hash: "a1a1",
            broken: broken,
            named: named
        )
    }

    static let verify = VerifyReport(
        feeds: 3,
        changes: 40,
        records: 12,
        problems: [],
        stateDigest: "bb",
        rebuiltDigest: "bb",
        seconds: "0.5"
    )

    static func acknowledgement(_ ids: [String]) -> Acknowledgement {
        Acknowledgement(
            ids: ids,
            changes: ["change"],
            storeVersion: 8,
            durableAt: now * 1_000,
            repeated: false
        )
    }

    static func dashboard(
        total: String,
        storeVersion: Int64,
        coverage: Coverage = Coverage(period: "2018Q2", reported: 2, expected: 32),
        children: [DashboardCell]? = nil
    ) -> Dashboard {
        Dashboard(
            office: "100000",
            officeName: "中国科协",
            period: "2018Q2",
            storeVersion: storeVersion,
            asOf: now,
            rows: [
                DashboardRow(
                    indicator: "members",
                    name: "会员数",
                    nameEnglish: "members",
                    unit: "人",
                    unitEnglish: "person",
                    period: "2018Q2",
                    total: total,
                    offices: 2,
                    conflicts: 0,
                    aggregation: "sum",
                    updatedAt: now * 1_000,
                    children: children
                        ?? [
                            DashboardCell(
                                office: "510000",
                                officeName: "四川省科协",
                                total: total,
                                offices: 2
                            )
                        ]
                )
            ],
            coverage: [coverage],
            childrenTotal: children?.count ?? 1
        )
    }

    /// A reply of which two nodes of an office have said different things.
    static let recordWord = RecordWord(
        code: "reported",
        nameChinese: "已报送",
        nameEnglish: "reported"
    )

    static let recordKind = RecordKindDetail(
        code: "project",
        nameChinese: "项目",
        nameEnglish: "project",
        number: 900,
        space: "reports",
        key: "drawn",
        command: nil,
        isListed: true,
        fields: [
            RecordKindField(
                code: "title",
                nameChinese: "标题",
                nameEnglish: "title",
                merge: .choice,
                content: .line,
                length: RecordTextLength(max: 200, isInBytes: false),
                words: [Self.recordWord],
                isEntered: true,
                isRequired: true,
                requiredFrom: "reported",
                openUntil: "reported",
                roles: ["clerk"]
            ),
            RecordKindField(
                code: "partners",
                nameChinese: "合作单位",
                nameEnglish: "partners",
                merge: .set,
                content: .line,
                isEntered: true,
                roles: ["clerk"]
            ),
        ],
        steps: [
            RecordKindStep(
                step: Self.recordWord,
                from: ["drafted"],
                isFirst: true,
                roles: ["clerk"]
            )
        ]
    )

    static let record = RecordDetail(
        record: RecordSummary(
            kind: "reply",
            kindChinese: "回复",
            kindEnglish: "reply",
            id: Self.id,
            office: "100000/510000/510100",
            officeName: "成都市科协",
            title: "科协发学字〔2015〕60号",
            maySettle: true
        ),
        revision: "828150",
        fields: [
            RecordField(
                code: "text",
                nameChinese: "内容",
                nameEnglish: "text",
                entries: [("尚未落实", "李四", "0b"), ("已落实\u{1B}[2J", "张三", "0a")].map {
                    text,
                    user,
                    change in
                    RecordEntry(
                        value: RecordValue(text: text),
                        change: String(repeating: change, count: 16),
                        at: Self.now,
                        user: user,
                        office: "100000/510000/510100"
                    )
                },
                atOdds: true
            ),
            RecordField(
                code: "issuer",
                nameChinese: "发文单位",
                nameEnglish: "issuer",
                entries: [RecordEntry(value: RecordValue(text: "100000"))],
                atOdds: false
            ),
            RecordField(
                code: "at",
                nameChinese: "回复时间",
                nameEnglish: "time",
                entries: [RecordEntry(value: RecordValue(at: Self.now))],
                atOdds: false
            ),
        ],
        conflicts: 1
    )

    static let reportDetail = ReportDetail(
        summary: ReportSummary(
            id: Self.id,
            office: "510100",
            officeName: "成都市科协",
            title: "二季度进展",
            period: "2018Q2",
            text: "进展顺利。",
            points: 2,
            submittedAt: Self.now,
            user: "张三"
        ),
        author: "a1",
        change: "c1",
        figures: [
            ReportFigure(
                indicator: "briefs.issued",
                name: "简报",
                nameEnglish: "Briefs",
                unit: "期",
                unitEnglish: "issue",
                period: "2018Q2",
                value: "3"
            ),
            ReportFigure(
                indicator: "training.held",
                name: "培训",
                nameEnglish: "Training",
                unit: "次",
                unitEnglish: "session",
                period: "2018Q2",
                value: "12",
                correction: FigureCorrection(value: "13", at: Self.now + 60_000, user: "李四")
            ),
        ],
        way: [
            ReportStep(
                office: "510100",
                officeName: "成都市科协",
                level: "city",
                state: "written",
                at: Self.now
            ),
            ReportStep(
                office: "510000",
                officeName: "四川省科协",
                level: "provincial",
                state: "saved",
                at: Self.now + 1_000
            ),
            ReportStep(
                office: "100000",
                officeName: "中国科协",
                level: "national",
                state: "unknown"
            ),
        ]
    )

    static func report(_ index: Int) -> ReportDraft { Self.report(index, text: "") }

    static func report(_ index: Int, text: String) -> ReportDraft {
        let digits = String(index, radix: 16)
        return ReportDraft(
            id: String(repeating: "0", count: 32 - digits.count) + digits,
            title: "进展 \(index)",
            period: "2018Q2",
            text: text,
            points: [DataPointDraft(indicator: "members", value: "\(index)")]
        )
    }
}
