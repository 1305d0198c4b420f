import Admin
import PlainText

/// One value of every kind that the API knows, with every optional field set.
enum APISamples {
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

    /// 2018-06-30 11:00:00 in China.
    static let now: Int64 = 1_530_327_600_000
    static let id = "5f1d7e84a3c94b0f8f6b2f7c2a9d1e60"
    static let number = "科协发学字〔2015〕60号"

    static let acknowledgement = Acknowledgement(
        ids: [Self.id],
        changes: ["c1"],
        storeVersion: 43,
        durableAt: Self.now * 1000,
        repeated: false,
        notInvited: ["100000/510000"],
        names: [Self.number],
        replaces: [Self.replacement],
        replacedCount: 1,
        warnings: [Warning("请核对", "check this")]
    ).first(at: Self.now, by: "王敏")

    static let replacement = Replacement(
        kind: "figure",
        office: "510100",
        indicator: "activity.count",
        period: "2018Q2",
        directive: "",
        values: ["35"],
        new: "36",
        at: Self.now,
        user: "王敏"
    )

    static let earlierFigure = EarlierFigure(
        value: "35",
        report: Self.id,
        at: Self.now - 60_000,
        user: "王敏"
    )

    static let backupSummary = BackupSummary(
        bytes: 524_288,
        feeds: 6,
        changes: 40,
        records: 12,
        stateDigest: "5555",
        attachments: 1,
        damagedAttachments: [Self.content]
    )

    static let backup = BackupProgress(
        revision: 9,
        folder: "/backup/cast-2018-06-30",
        state: .failed,
        done: 524_288,
        total: 524_288,
        startedAt: Self.now,
        summary: Self.backupSummary,
        error: APIError(.unavailable, chinese: "磁盘已满", english: "the disk is full")
    )

    static let content = Self.id + Self.id

    static let attachment = AttachmentSummary(
        content: Self.content,
        name: "实施方案.pdf",
        mediaType: "application/pdf",
        byteCount: 1_048_576,
        isHere: true
    )

    static let attachmentEntry = AttachmentEntry(content: Self.content, name: "实施方案.pdf")

    static let link = Self.link(state: "inSync")

    static func link(
        state: String,
        name: String = "四川省科协",
        peer: String = "510000",
        node: String? = "0123456789abcdef",
        reason: String? = "对方关闭了连接"
    ) -> LinkSummary {
        LinkSummary(
            peer: peer,
            peerName: name,
            node: node,
            direction: "accepted",
            address: "10.51.0.8:51234",
            state: state,
            reason: reason,
            sendBehind: 1234,
            receiveBehind: 0,
            scopeDigest: "aa",
            peerScopeDigest: "aa",
            scopeStateDigest: "bb",
            connectedAt: Self.now - 60_000,
            offlineSince: Self.now - 30_000,
            lastEqualAt: Self.now - 1000,
            bytesIn: 20480,
            bytesOut: 40960,
            retryAt: Self.now + 5000,
            statement: Self.statement
        )
    }

    static let examination = ExaminationStatus(
        step: "records",
        startedAt: Self.now - 60_000,
        percent: 42,
        changes: 7,
        records: 5,
        rows: 3,
        problems: 1,
        lastStartedAt: Self.now - 90_000_000,
        lastEndedAt: Self.now - 89_000_000,
        lastProblems: 0,
        rebuildPercent: 12
    )

    static let statement = PeerStatement(
        at: Self.now,
        version: "0.1.0",
        backlog: 3,
        quarantined: 0,
        held: 0,
        diskFreeBytes: 1 << 40,
        offline: 1,
        behind: 2
    )

    static let alarm = StandingAlarm(
        kind: "statement-stale",
        office: "510000",
        officeName: "四川省科协",
        since: Self.now - 3_000_000,
        messageChinese: "收不到运行声明",
        messageEnglish: "its statement is missed"
    )

    static let saved = SavedPlace(office: "510000", officeName: "四川省科协", at: Self.now)

    static func status(
        name: String = "中国科协",
        links: [LinkSummary] = [Self.link],
        quarantined: Int = 0,
        recovery: NodeEvent? = nil
    ) -> NodeStatus {
        NodeStatus(
            office: "100000",
            officeName: name,
            path: ["100000"],
            tree: "t1",
            node: "n1",
            suite: 1,
            suiteName: "Ed25519-SHA256",
            incarnation: "i1",
            version: "0.1.0",
            startedAt: Self.now - 7_200_000,
            now: Self.now,
            feeds: 6,
            changes: 1_234_567,
            records: 12,
            storeVersion: 42,
            storeBytes: 524_288,
            diskFreeBytes: 53_687_091_200,
            quarantined: quarantined,
            held: 0,
            headsDigest: "h1",
            stateDigest: "s1",
            links: links,
            recovery: recovery,
            examination: Self.examination
        )
    }

    static func office(
        _ id: String,
        name: String,
        path: [String],
        state: String
    ) -> OfficeSummary {
        OfficeSummary(
            id: id,
            parent: path.dropLast().last ?? "-",
            level: "provincial",
            name: name,
            nameEnglish: "Office \(id)",
            path: path,
            hostedBy: "100000",
            caseTwins: ["100000/\(id)x"],
            isSelf: state == "self",
            movedTo: ["100000/500000"],
            syncState: state,
            cutOffBehind: "510000",
            behindChanges: 1234,
            lastHeardAt: Self.now - 3_600_000,
            lastEqualAt: Self.now - 1000,
            copySeenAt: state == "self" ? nil : Self.now - 2000,
            places: 5000,
            placesUsed: 12,
            feeds: 2,
            changes: 40
        )
    }

    static func directive(title: String = "关于报送进展情况的通知") -> DirectiveSummary {
        DirectiveSummary(
            id: Self.id,
            number: Self.number,
            title: title,
            issuer: "100000",
            issuerName: "中国科协",
            urgency: "expedited",
            issuedOn: "2015-07-17",
            replyBy: "2015-10-31",
            recipients: 32,
            received: 31,
            signed: 30,
            replied: 29,
            overdue: 3,
            openConflicts: 1
        )
    }

    static func reply(text: String = "已按要求办理。") -> ReplySummary {
        ReplySummary(
            directive: Self.id,
            office: "510000",
            officeName: "四川省科协",
            text: text,
            user: "王敏",
            at: Self.now,
            attachments: [Self.attachment],
            earlier: [EarlierReply(text: "初稿：\(text)", user: "李四", at: Self.now - 1000)]
        )
    }

    static func step(name: String = "四川省科协") -> TraceStep {
        TraceStep(
            office: "510000",
            officeName: name,
            level: "provincial",
            addressed: true,
            state: "signed",
            deliveredAt: Self.now - 7_200_000,
            verifiedAt: Self.now - 7_200_000,
            openedAt: Self.now - 7_000_000,
            signedAt: Self.now - 3_600_000,
            signedBy: "王敏",
            repliedAt: Self.now,
            basis: .fold,
            knownAt: Self.now,
            lastHopReached: "100000"
        ).with(below: Self.traceCounts)
    }

    static let traceCounts = TraceCounts(
        recipients: 32,
        received: 31,
        opened: 30,
        signed: 29,
        replied: 28,
        overdue: 4
    )

    static let cell = DashboardCell(
        office: "510000",
        officeName: "四川省科协",
        total: "1234.50",
        offices: 20
    )

    static func row(
        period: String = "2018Q2",
        name: String = "科普活动场次",
        children: Int = 1
    ) -> DashboardRow {
        DashboardRow(
            indicator: "activity.count",
            name: name,
            nameEnglish: "Outreach activities",
            unit: "场",
            unitEnglish: "session",
            period: period,
            total: "1234567.50",
            own: "3",
            offices: 21,
            conflicts: 1,
            aggregation: "sum",
            updatedAt: Self.now * 1000,
            children: Array(repeating: Self.cell, count: children)
        )
    }

    static let officeName = OfficeName(office: "510000", officeName: "四川省科协")

    static let coverage = Coverage(
        period: "2018Q2",
        reported: 21,
        expected: 32,
        others: 2,
        missing: [Self.officeName],
        oldestAt: Self.now - 1,
        newestAt: Self.now
    )

    static let feed = FeedSummary(
        space: "reports/510100/main",
        author: "a1",
        office: "510100",
        incarnation: "i1",
        branch: "7-c7",
        head: 9,
        headID: "c9",
        applied: 9,
        bytes: 4096,
        state: "open",
        stateReason: "-",
        lastAt: Self.now
    )

    static func quarantineItem(message: String = "签名无效。") -> QuarantineItem {
        QuarantineItem(
            id: 7,
            reason: "bad-signature",
            messageChinese: message,
            messageEnglish: "The signature is not valid.",
            space: "reports/510100/main",
            author: "a1",
            number: 10,
            peer: "510100",
            bytes: 412,
            receivedAt: Self.now
        )
    }

    static let event = NodeEvent(
        at: Self.now,
        kind: "link-lost",
        parameters: EventDetails().with(.office, "510000").with(.since, Self.now)
            .with(.reason, "connection-lost"),
        subject: "510000"
    )

    /// All that an event can say.
    static let eventParameters = EventParameter.allCases.reduce(EventDetails()) { details, name in
        switch name.form {
        case .text: details.with(name, name.rawValue)
        case .count, .moment: details.with(name, Self.now)
        case .list: details.with(name, [name.rawValue])
        case .phrase: details.with(name, .phrase(chinese: "坏", english: "bad"))
        }
    }

    static let linkCertificate = LinkCertificate(
        at: Self.now,
        peerAt: Self.now + 4,
        scopeDigest: String(repeating: "a", count: 64),
        feeds: 7,
        signer: String(repeating: "2", count: 32),
        peerSigner: String(repeating: "6", count: 32),
        signaturesAreGood: true
    )

    static let linkVerification = LinkVerification(
        result: "equal",
        link: Self.link,
        certificate: Self.linkCertificate
    )

    static let unknownRecord = UnknownRecord(
        space: "reports/100000",
        kind: 99,
        key: "0a",
        isSpaceUnknown: false,
        isKindUnknown: true,
        fields: [1, 7]
    )

    static let versionFloor = VersionFloorSummary(
        kind: 22,
        name: "report",
        version: 2,
        ownVersion: 1,
        setBy: "100000"
    )

    static let auditEntry = AuditEntry(
        number: 7,
        at: Self.now,
        user: "张三",
        action: "receipt-signed",
        subjects: [Self.number],
        count: 1,
        records: "",
        altered: true
    )

    static let auditReport = AuditReport(
        rows: 7,
        firstAt: Self.now,
        lastAt: Self.now,
        last: 7,
        hash: "a1",
        broken: RowRanges(),
        named: RowRanges([2...3])
    )

    static let verifyReport = VerifyReport(
        feeds: 6,
        changes: 40,
        records: 12,
        problems: [],
        stateDigest: "s1",
        rebuiltDigest: "s1",
        seconds: "0.12"
    )

    static let branchEntry = BranchEntry(
        office: Self.office("510100", name: "成都市科协", path: ["510000", "510100"], state: "behind"),
        children: 20,
        below: 41,
        attention: 1
    )

    static func branch(name: String = "四川省科协", children: Int = 1) -> OfficeBranch {
        OfficeBranch(
            office: Self.office("510000", name: name, path: ["510000"], state: "self"),
            lineage: [Self.officeName],
            items: Array(repeating: Self.branchEntry, count: children),
            total: 21,
            next: "510000/510100",
            states: ["behind": 1]
        )
    }

    static func page<Item>(_ item: Item) -> Page<Item> {
        Page(items: [item], total: 1, next: "1")
    }

    static let masthead = Masthead(
        office: "510000",
        officeName: "四川省科协",
        storeVersion: 42,
        now: Self.now,
        conflicts: 3
    )
}
