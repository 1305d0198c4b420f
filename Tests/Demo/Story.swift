import Admin
import NodeProcesses

/// What the demo plays, step by step. Every write that a node acknowledged is entered in the ledger.
struct Story: Sendable {
    static let clerk = Caller(user: "学会部")

    let offices: ThreeOffices
    /// Chengdu's second node.
    let standby: NodeProcess
    let teller: Teller
    let ledger = Ledger()

    func play() async throws {
        try await self.establish()
        try await self.issueNationally()
        try await self.answerFromSichuan()
        try await self.takeInSocieties()
        try await self.issueInChengdu()
        try await self.reportFromChengdu()
        try await self.crashChengdu()
        try await self.cutSichuan()
        try await self.passBySichuan()
        try await self.restoreChengdu()
        try await self.takeOverInChengdu()
        try await self.showResults()
    }

    /// The nodes stay; whoever started the demo looks around.
    func leaveRunning() async throws {
        self.teller.chapter("四个节点继续运行", "The four nodes go on running")
        for node in self.offices.all {
            let link = try await node.client().consoleLink().link
            self.teller.show(
                "  \(node.name)控制台（一次性登录链接）：\(link)",
                "  Console of \(node.name) (the link works once): \(link)"
            )
        }
        let folder = self.offices.city.dataFolder
        self.teller.show(
            "  命令行示例：cast-admin status --data-dir \(folder)\n  按 Ctrl-C 停止全部节点。",
            "  On the command line: cast-admin status --data-dir \(folder)\n  Ctrl-C stops all nodes."
        )
    }

    /// Ends everything, whatever state it is in.
    func dispose() async {
        await self.standby.dispose()
        await self.offices.dispose()
    }

    // MARK: Parts

    private func establish() async throws {
        let (national, province, city) =
            (self.offices.national, self.offices.province, self.offices.city)
        self.teller.chapter("建立单位树", "The tree of offices is made")
        try await self.offices.uplink.restore()
        try await national.initialize(advertise: self.offices.uplink.address)
        try await self.start(national)
        try await province.enroll(under: national, level: "provincial")
        self.teller.step(
            "四川凭邀请码加入，证书由上级签发",
            "Sichuan joins with an invitation; its certificate is issued by the office above"
        )
        try await self.start(province)
        try await city.enroll(under: province, level: "city")
        self.teller.step("成都凭四川的邀请码加入", "Chengdu joins with Sichuan's invitation")
        try await self.start(city)
        let time = try await self.measure(
            [
                .init(national, "510100") {
                    try await $0.offices(by: .unnamed).contains { $0.id == "510100" }
                }
            ]
        ) {}
        self.teller.step(
            "全国已知道成都（\(time[0].milliseconds) 毫秒）",
            "Headquarters knows of Chengdu (\(time[0].milliseconds) ms)"
        )
    }

    func start(_ node: NodeProcess) async throws {
        let time = try await node.start()
        self.teller.step(
            "\(node.name)节点就绪，启动用时 \(time.milliseconds) 毫秒（进程 \(node.processID ?? 0)）",
            "The node of \(node.name) is ready after \(time.milliseconds) ms "
                + "(process \(node.processID ?? 0))"
        )
    }

    private func issueNationally() async throws {
        let draft = Documents.national
        self.teller.chapter(
            "全国印发 \(draft.number)，要求 \(draft.replyBy ?? "") 前报送",
            "Headquarters issues \(draft.number), to be answered by \(draft.replyBy ?? "")"
        )
        try await self.issue(
            draft,
            from: self.offices.national,
            to: [self.offices.province, self.offices.city]
        )
        for node in [self.offices.province, self.offices.city] {
            try await self.sign(draft, at: node, as: nil, seenAt: self.offices.national)
        }
    }

    private func answerFromSichuan() async throws {
        try await self.reply(
            Documents.national,
            at: self.offices.province,
            as: nil,
            text: "四川已制定省级学会承接政府转移职能的总体规划，现将贯彻情况和文件报上。",
            seenAt: self.offices.national
        )
    }

    private func takeInSocieties() async throws {
        self.teller.chapter(
            "成都代管没有自己服务器的市级学会",
            "Chengdu hosts city societies that have no machine of their own"
        )
        for society in Documents.societies {
            let time = try await self.measure([
                .init(self.offices.national, society.office) {
                    try await $0.offices(by: .unnamed).contains { $0.id == society.office }
                }
            ]) {
                _ = try await self.offices.city.client().host(society, by: Self.clerk)
            }
            self.teller.step(
                "\(society.name)登记，\(time[0].milliseconds) 毫秒后全国可见",
                "\(society.name) is registered; headquarters sees it after \(time[0].milliseconds) ms"
            )
        }
    }

    private func issueInChengdu() async throws {
        let (draft, city) = (Documents.city, self.offices.city)
        self.teller.chapter(
            "成都印发 \(draft.number)，落实 \(draft.carriesOut ?? "")，要求 \(draft.replyBy ?? "") 前报送",
            "Chengdu issues \(draft.number), carrying out \(draft.carriesOut ?? ""), "
                + "to be answered by \(draft.replyBy ?? "")"
        )
        try await self.issue(draft, from: city, to: [])
        for society in Documents.societies {
            try await self.sign(draft, at: city, as: society, seenAt: city)
            try await self.reply(
                draft,
                at: city,
                as: society,
                text: "\(society.name)已制定试点工作方案，并与委托单位对接。",
                seenAt: city
            )
        }
        try await self.reply(
            Documents.national,
            at: city,
            as: nil,
            text: "成都已印发\(draft.number)，三家市级学会均已报送贯彻情况。",
            seenAt: self.offices.national
        )
    }

    private func reportFromChengdu() async throws {
        let draft = Documents.cityReports[0]
        self.teller.chapter(
            "成都报送 \(draft.period) 进展（\(draft.points.count) 个指标）",
            "Chengdu reports its progress in \(draft.period) (\(draft.points.count) figures)"
        )
        let times = try await self.submit(
            draft,
            at: self.offices.city,
            seenAt: [self.offices.province, self.offices.national]
        )
        self.teller.step(
            "计入四川汇总 \(times[0].milliseconds) 毫秒，计入全国汇总 \(times[1].milliseconds) 毫秒（从提交算起）",
            "Counted in Sichuan after \(times[0].milliseconds) ms, at headquarters after "
                + "\(times[1].milliseconds) ms (since it was handed in)"
        )
    }

    private func showResults() async throws {
        self.teller.chapter("结果", "What it comes to")
        for arguments in [
            ["directive", "trace", Documents.national.number],
            ["dashboard", "--period", "2018Q2"],
            ["dashboard", "--period", "2018Q4"],
        ] {
            self.teller.show("\n$ cast-admin \(arguments.joined(separator: " "))")
            let result = try await self.offices.national.admin(
                arguments + ["--lang", self.teller.language.rawValue]
            )
            guard result.end == .success else {
                throw ProcessFailure(
                    "cast-admin \(arguments[0]) 失败：\(result.errors)",
                    "cast-admin \(arguments[0]) failed: \(result.errors)"
                )
            }
            self.teller.show(result.output)
        }
    }
}
