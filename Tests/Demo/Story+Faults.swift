import Admin
import NodeProcesses
import Synchronization

extension Story {
    /// So many reports are acknowledged before Chengdu's node is killed, while more are being written.
    private static let acknowledgedBeforeKill = 8
    private static let months = 5...12

    /// What became of the reports that were being written.
    private final class Writing: Sendable {
        private let state = Mutex((acknowledged: [ReportDraft](), unanswered: [ReportDraft]()))

        var acknowledged: [ReportDraft] { self.state.withLock { $0.acknowledged } }
        var unanswered: [ReportDraft] { self.state.withLock { $0.unanswered } }

        func add(unanswered draft: ReportDraft) {
            self.state.withLock { $0.unanswered.append(draft) }
        }

        /// - Returns: how many are acknowledged now.
        func add(acknowledged draft: ReportDraft) -> Int {
            self.state.withLock { state in
                state.acknowledged.append(draft)
                return state.acknowledged.count
            }
        }
    }

    /// Chengdu's node is killed in the middle of writing and started again.
    func crashChengdu() async throws {
        let city = self.offices.city
        self.teller.chapter(
            "三家学会同时填月报，写到一半用 kill -9 杀掉成都节点",
            "Three societies write monthly reports at once; Chengdu's node is killed with -9 in the middle"
        )
        let writing = try await self.writeUntilKilled()
        for draft in writing.acknowledged { self.ledger.add(draft, by: city.office) }
        self.teller.step(
            "成都节点已被杀掉：\(writing.acknowledged.count) 份已确认，\(writing.unanswered.count) 份没有得到确认",
            "Chengdu's node is dead: \(writing.acknowledged.count) reports had been acknowledged, "
                + "\(writing.unanswered.count) had not"
        )
        let time = try await city.start()
        let client = try city.client()
        let held = Set(
            try await Page.everything { try await client.reports(office: nil, $0, by: .unnamed) }
                .map(\.id)
        )
        let missing = writing.acknowledged.filter { !held.contains($0.id) }
        guard missing.isEmpty else {
            throw ProcessFailure(
                "成都重启后缺少 \(missing.count) 份已确认的报告",
                "Chengdu has lost \(missing.count) acknowledged reports"
            )
        }
        let written = writing.unanswered.count { held.contains($0.id) }
        self.teller.step(
            "重新启动用时 \(time.milliseconds) 毫秒：已确认的 \(writing.acknowledged.count) 份都在；未确认的有 \(written) 份其实已写入",
            "Started again after \(time.milliseconds) ms: all \(writing.acknowledged.count) are there; "
                + "of those not acknowledged, \(written) had been written"
        )
        try await self.repeatUnanswered(writing.unanswered)
    }

    private func writeUntilKilled() async throws -> Writing {
        let city = self.offices.city
        let client = try city.client()
        let writing = Writing()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for society in Documents.societies.indices {
                group.addTask {
                    for month in Self.months {
                        let draft = Documents.monthly(society: society, month: month)
                        do {
                            _ = try await client.submit([draft], by: Self.clerk)
                        } catch let error as APIError where error.code == .unavailable {
                            writing.add(unanswered: draft)
                            continue
                        }
                        let count = writing.add(acknowledged: draft)
                        if count == Self.acknowledgedBeforeKill { try await city.kill() }
                    }
                }
            }
            try await group.waitForAll()
        }
        return writing
    }

    /// What was not acknowledged is handed in again with the same ids: it is the same record.
    private func repeatUnanswered(_ drafts: [ReportDraft]) async throws {
        let city = self.offices.city
        let times = try await self.measure(
            [self.offices.province, self.offices.national].map { node in
                Arrival(node, "\(drafts.count)") { client in
                    let held = Set(
                        try await Page.everything {
                            try await client.reports(office: nil, $0, by: .unnamed)
                        }.map(\.id)
                    )
                    return drafts.allSatisfy { held.contains($0.id) }
                }
            }
        ) {
            guard !drafts.isEmpty else { return }
            _ = try await city.client().submit(drafts, by: Self.clerk)
            for draft in drafts { self.ledger.add(draft, by: city.office) }
        }
        self.teller.step(
            "没有确认的 \(drafts.count) 份按原编号重交：四川 \(times[0].milliseconds) 毫秒、全国 \(times[1].milliseconds) 毫秒后收齐",
            "The \(drafts.count) others are handed in again with the same ids: complete at Sichuan "
                + "after \(times[0].milliseconds) ms, at headquarters after \(times[1].milliseconds) ms"
        )
    }

    /// The cable between Sichuan and headquarters is cut, work goes on at both ends, it comes back.
    func cutSichuan() async throws {
        let (national, province) = (self.offices.national, self.offices.province)
        self.teller.chapter(
            "切断四川到全国的线路，两边照常工作",
            "The line between Sichuan and headquarters is cut; both sides go on working"
        )
        try await self.offices.uplink.cut()
        for (node, peer) in [(national, province), (province, national)] {
            try await Waiting.until("\(node.office): \(peer.office) offline") {
                guard let link = try await node.link(to: peer.office) else { return false }
                return link.state == "offline" || link.state == "connecting"
            }
        }
        self.teller.step("线路已断，两端都已发现", "The line is dead, and both ends know it")
        try await self.issue(Documents.duringCut, from: national, to: [])
        let times = try await self.submit(
            Documents.cityReports[1],
            at: self.offices.city,
            seenAt: [province]
        )
        self.teller.step(
            "成都的报告照样到达四川，\(times[0].milliseconds) 毫秒",
            "Chengdu's report reaches Sichuan all the same, after \(times[0].milliseconds) ms"
        )
        _ = try await self.submit(Documents.provinceReport, at: province, seenAt: [])
        let hasPassed = [
            try await national.client().holds(report: Documents.cityReports[1].id),
            try await national.client().holds(report: Documents.provinceReport.id),
            try await province.client().holds(directive: Documents.duringCut.id),
        ]
        guard !hasPassed.contains(true) else {
            throw ProcessFailure("线路已断，数据却过去了", "something came through the line that was cut")
        }
        self.teller.step(
            "全国还没有这两份报告，四川还没有新文件",
            "Headquarters has neither report, Sichuan has not the new directive"
        )
        try await self.restoreSichuan()
    }

    private func restoreSichuan() async throws {
        let (national, province, city) =
            (self.offices.national, self.offices.province, self.offices.city)
        let times = try await self.measure([
            .directive(Documents.duringCut, at: province),
            .report(Documents.cityReports[1], at: national),
            .report(Documents.provinceReport, at: national),
        ]) {
            try await self.offices.uplink.restore()
        }
        self.teller.step(
            "线路恢复：新文件 \(times[0].milliseconds) 毫秒后到四川，成都报告 \(times[1].milliseconds) 毫秒、"
                + "四川报告 \(times[2].milliseconds) 毫秒后到全国（含重新连接）",
            "The line is back: the directive is at Sichuan after \(times[0].milliseconds) ms, Chengdu's "
                + "report at headquarters after \(times[1].milliseconds) ms, Sichuan's after "
                + "\(times[2].milliseconds) ms (with the connection made anew)"
        )
        try await self.sign(Documents.duringCut, at: province, as: nil, seenAt: national)
        try await self.measure([.directive(Documents.duringCut, at: city)]) {}.first.map {
            self.teller.step(
                "新文件也已到成都（\($0.milliseconds) 毫秒）",
                "The new directive is at Chengdu too (\($0.milliseconds) ms)"
            )
        }
    }
}
