import Admin
import NodeProcesses

extension Story {
    /// Chengdu gets a second node, which goes on when the first one dies.
    func takeOverInChengdu() async throws {
        let (province, city) = (self.offices.province, self.offices.city)
        self.teller.chapter(
            "成都设第二个节点，第一个节点停机时由它接替",
            "Chengdu gets a second node, which takes over when the first one dies"
        )
        try await self.standby.enroll(under: province, level: "city")
        self.standby.dialAlso(city, path: "100000/510000/510100")
        try await self.start(self.standby)
        try await self.fillStandby()
        try await self.goOn(without: city)
        try await city.start()
        let times = try await self.measure([.report(Documents.byStandby, at: city)]) {}
        self.teller.step(
            "第一个节点恢复后 \(times[0].milliseconds) 毫秒补到这份报告",
            "The first node has it \(times[0].milliseconds) ms after it is back"
        )
        try await self.tellSiblings(areLinked: true)
    }

    private func fillStandby() async throws {
        let city = self.offices.city
        let reports = try await city.client().reports(office: nil, PageRequest(), by: .unnamed)
            .total
        let directives = try await city.client().directives(PageRequest(), by: .unnamed).total
        let times = try await self.measure([
            Arrival(self.standby, "510100") { client in
                let held = try await client.reports(office: nil, PageRequest(), by: .unnamed).total
                return try await client.directives(PageRequest(), by: .unnamed).total == directives
                    && held == reports
            }
        ]) {}
        self.teller.step(
            "它取齐了本单位的 \(directives) 份文件和 \(reports) 份报告，\(times[0].milliseconds) 毫秒",
            "It has fetched the office's \(directives) directives and \(reports) reports, "
                + "\(times[0].milliseconds) ms"
        )
        try await self.tellSiblings(areLinked: true)
    }

    private func goOn(without city: NodeProcess) async throws {
        try await city.kill()
        self.teller.step(
            "第一个节点被 kill -9，第二个无需任何操作",
            "The first node is killed with kill -9; nothing has to be done at the second"
        )
        try await self.tellSiblings(areLinked: false)
        let times = try await self.submit(
            Documents.byStandby,
            at: self.standby,
            seenAt: [self.offices.province, self.offices.national]
        )
        self.teller.step(
            "第二个节点报送，四川 \(times[0].milliseconds) 毫秒、全国 \(times[1].milliseconds) 毫秒后收到",
            "The second node reports: at Sichuan after \(times[0].milliseconds) ms, at headquarters "
                + "after \(times[1].milliseconds) ms"
        )
    }

    /// Console and command line say in plain words how the office's nodes are.
    private func tellSiblings(areLinked: Bool) async throws {
        let client = try self.standby.client()
        let office = self.standby.office
        try await Waiting.until("\(office): \(areLinked ? "linked" : "alone")") {
            let links = try await client.links(by: .unnamed).filter { $0.peer == office }
            return !links.isEmpty && links.allSatisfy { ($0.state == "inSync") == areLinked }
        }
        guard let words = try await client.status(by: .unnamed).siblings else {
            throw ProcessFailure("节点不知道本单位的另一节点", "the node knows of no other one")
        }
        let said = words.said(in: self.teller.language)
        let status = try await self.standby.admin([
            "status", "--lang", self.teller.language.rawValue,
        ])
        let page = try await Console(api: client).overview(
            period: nil,
            self.teller.language == .zh ? .chinese : .english,
            by: .unnamed
        )
        guard status.output.contains(said), page.contains(said) else {
            throw ProcessFailure(
                "控制台或 cast-admin status 没有说明：\(said)",
                "the console or cast-admin status does not say: \(said)"
            )
        }
        self.teller.step("控制台与 cast-admin status：\(said)", "Console and cast-admin status: \(said)")
    }
}
