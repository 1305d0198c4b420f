import Admin
import NodeProcesses

extension Story {
    /// Chengdu links with headquarters too; then Sichuan's node is killed, and later comes back.
    func passBySichuan() async throws {
        let (national, province, city) =
            (self.offices.national, self.offices.province, self.offices.city)
        self.teller.chapter(
            "成都增加直通全国的第二条链路，四川节点停机时报告绕行",
            "Chengdu gets a second path to headquarters; reports pass by Sichuan while it is down"
        )
        try await city.terminate()
        city.dialAlso(national, path: national.office)
        try await self.restart(city)
        try await Agreement.wait([Agreement.Pair(national, city)])
        self.teller.step("成都与全国之间的直通链路已同步", "The direct link between both is in sync")
        try await province.kill()
        self.teller.step("四川的节点被 kill -9", "The node of Sichuan is killed with kill -9")
        let draft = Documents.pastSichuan
        let times = try await self.submit(draft, at: city, seenAt: [national])
        self.teller.step(
            "报告绕过四川到达全国，\(times[0].milliseconds) 毫秒",
            "It has reached headquarters past Sichuan after \(times[0].milliseconds) ms"
        )
        try await self.restart(province)
        let later = try await self.measure([.report(draft, at: province)]) {}
        try await Agreement.wait(self.pairs)
        let held = try await Page.everything {
            try await national.client().reports(office: nil, $0, by: .unnamed)
        }.count { $0.id == draft.id }
        guard held == 1 else {
            throw ProcessFailure("全国有 \(held) 份该报告", "headquarters has \(held) of the report")
        }
        self.teller.step(
            "四川恢复后 \(later[0].milliseconds) 毫秒补到这份报告；全国仍只有一份",
            "Sichuan has it too, \(later[0].milliseconds) ms after it is back; headquarters has it once"
        )
    }

    /// Chengdu's node comes back from an old copy, in two ways.
    func restoreChengdu() async throws {
        let city = self.offices.city
        self.teller.chapter(
            "成都的节点由旧副本恢复",
            "The node of Chengdu is restored from an old copy"
        )
        try await city.terminate()
        let copy = try FolderCopy(of: city, in: city.dataFolder + "-copy")
        try await self.restart(city)
        self.teller.step("停机时用 cp -r 复制了整个数据目录", "Its whole folder was copied while it was stopped")
        try await self.reportAfterCopy(month: 1)
        try await self.restore(
            "整个旧目录放回，连同旧的 fence",
            "The old folder is put back, old fence and all"
        ) {
            try copy.restoreWhole()
        }
        try await self.reportAfterCopy(month: 2)
        try await self.restore("只把旧的 store.sqlite 放回", "Only the old store.sqlite is put back") {
            try copy.restoreDatabase()
        }
        try await self.reportAfterCopy(month: 3)
        try await self.writeOnCopy(copy)
        try copy.remove()
    }

    /// The old copy is written to before any other office can be reached, so that Chengdu's feed has
    /// two branches: what was there, and what is written now.
    private func writeOnCopy(_ copy: FolderCopy) async throws {
        let (national, province, city) =
            (self.offices.national, self.offices.province, self.offices.city)
        let begun = try await city.client().status(by: .unnamed).now
        for node in [city, province, national] { try await node.terminate() }
        try copy.restoreWhole()
        self.teller.step(
            "上级节点全部停机，整个旧目录放回",
            "Both offices above are stopped and the old folder is put back"
        )
        try await self.restart(city)
        for society in Documents.societies.indices {
            let draft = Documents.monthly(society: society, month: 4)
            _ = try await city.client().submit([draft], by: Self.clerk)
            self.ledger.add(draft, by: city.office)
        }
        self.teller.step(
            "联网之前在旧副本上写入三份 4 月月报：同一来源由此出现两个分支",
            "Three reports of month 4 are written on the copy before it is linked: "
                + "one feed now has two branches"
        )
        try await self.restart(national)
        try await self.restart(province)
        let event = try await city.recovery(since: begun)
        self.teller.step(event.words.chinese, event.words.english)
        try await Agreement.wait(self.pairs)
        let result = try await city.admin(["status", "--lang", self.teller.language.rawValue])
        let words = self.teller.language == .zh ? event.words.chinese : event.words.english
        let console = try await city.client().status(by: .unnamed).recovery?.words.chinese
        guard result.output.contains(words), console == event.words.chinese,
            event.words.english.contains("both branches are kept and merged")
        else {
            throw ProcessFailure(
                "cast-admin status 没有说明分叉",
                "cast-admin status does not tell the fork"
            )
        }
        for node in [city, province, national] {
            let branches = try await Page.everything {
                try await node.client().feeds($0, by: .unnamed)
            }
            .filter { $0.state == "forked" && $0.branch != nil }
            guard branches.count == 2 * Documents.societies.count else {
                throw ProcessFailure(
                    "\(node.name) 有 \(branches.count) 个分支，每家学会应有两个",
                    "\(node.office) has \(branches.count) branches, not two for each society"
                )
            }
        }
        self.teller.step(
            "三个节点都保留了每家学会的两个分支，内容一致",
            "All three nodes have both branches of each society's feed, and the same content"
        )
    }

    private func reportAfterCopy(month: Int) async throws {
        for society in Documents.societies.indices {
            let draft = Documents.monthly(society: society, month: month)
            _ = try await self.offices.city.client().submit([draft], by: Self.clerk)
            self.ledger.add(draft, by: self.offices.city.office)
        }
        let last = Documents.monthly(society: Documents.societies.count - 1, month: month)
        _ = try await self.measure([.report(last, at: self.offices.national)]) {}
        try await Agreement.wait(self.pairs)
        self.teller.step(
            "三家学会的 \(month) 月月报已到全国",
            "The societies' reports of month \(month) are at headquarters"
        )
    }

    private func restore(
        _ chinese: String,
        _ english: String,
        _ putBack: () throws -> Void
    ) async throws {
        let city = self.offices.city
        let begun = try await city.client().status(by: .unnamed).now
        try await city.terminate()
        try putBack()
        self.teller.step(chinese, english)
        try await self.restart(city)
        let event = try await city.recovery(since: begun)
        self.teller.step(event.words.chinese, event.words.english)
        let result = try await city.admin(["status", "--lang", self.teller.language.rawValue])
        let words = self.teller.language == .zh ? event.words.chinese : event.words.english
        guard result.end == .success, result.output.contains(words) else {
            throw ProcessFailure("cast-admin status 没有说明恢复情况", "cast-admin status does not tell it")
        }
    }

    private func restart(_ node: NodeProcess) async throws {
        let time = try await node.start()
        self.teller.step(
            "\(node.name)的节点重新启动，\(time.milliseconds) 毫秒",
            "The node of \(node.name) is started again, \(time.milliseconds) ms"
        )
    }

    /// All links that stand once Chengdu has its second path.
    var pairs: [Agreement.Pair] {
        [
            Agreement.Pair(self.offices.national, self.offices.province),
            Agreement.Pair(self.offices.province, self.offices.city),
            Agreement.Pair(self.offices.national, self.offices.city),
        ]
    }
}
