import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("Two nodes of a city that reply apart: both replies are shown until one is settled on")
    func repliesApart() async throws {
        let binaries = try NodeBinaries.find()
        try await TestFolder.with { folder in
            try await ThreeOffices.with(in: folder, binaries: binaries) { offices in
                let second = try NodeProcess(
                    office: "510100",
                    name: "成都市科协",
                    in: folder,
                    mark: "-second",
                    binaries: binaries,
                    settings: ThreeOffices.quick
                )
                try await second.used { try await Self.replyApart(offices, $0) }
            }
        }
    }

    private static func replyApart(_ offices: ThreeOffices, _ second: NodeProcess) async throws {
        let (national, province, city) = (offices.national, offices.province, offices.city)
        try await second.enroll(under: province, level: "city")
        try await second.start()
        let directive = Drafts.directive(0)
        _ = try await national.client().issue(directive, by: Drafts.clerk)
        for node in [city, second] {
            try await node.wait(for: "the directive") {
                try await $0.directives(PageRequest(), by: .unnamed).total == 1
            }
        }
        // The two know each other through the province alone.
        try await province.terminate()
        for (node, text) in [(city, "已落实。"), (second, "尚未落实。")] {
            let reply = ReplyDraft(directive: directive.id, text: text)
            _ = try await node.client().reply(reply, by: Drafts.clerk)
        }
        try await province.start()
        for node in [national, province, city, second] {
            try await node.wait(for: "both replies") { client in
                let detail = try await client.directive(directive.id, by: .unnamed)
                return Set(detail.replies.map(\.text)) == ["已落实。", "尚未落实。"]
                    && detail.replies.allSatisfy(\.conflicting)
                    && detail.summary.openConflicts == 1 && detail.summary.replied == 1
            }
            let alarms = try await node.client().status(by: .unnamed).alarms.map(\.kind)
            #expect(alarms.contains("records-at-odds"), "\(node.office)")
        }
        let said = try await national.admin(["directive", "show", directive.id, "--lang", "en"])
        #expect(said.output.contains("to be settled"))
        try await Self.settle(directive.id, at: city, seenBy: national)
        for node in [national, province, city, second] {
            try await node.wait(for: "the reply that holds") { client in
                let detail = try await client.directive(directive.id, by: .unnamed)
                return detail.replies.map(\.text) == ["部分落实。"]
                    && detail.summary.openConflicts == 0
            }
            #expect(try await node.client().verify(by: .unnamed).problems == [], "\(node.office)")
            #expect(
                try await node.client().conflicts(PageRequest(), by: .unnamed).total == 0,
                "\(node.office)"
            )
        }
        let place = RecordPlace(kind: "reply", id: directive.id, office: "510100")
        let history = try await national.client().history(place, by: .unnamed)
        #expect(history.changes.count == 3 && history.changes.allSatisfy(\.verified))
        let last = history.changes.first?.fields.first { $0.code == "text" }
        #expect(last?.value.text == "部分落实。" && last?.before.count == 2)
    }

    /// What is at odds is listed everywhere, and the office itself settles it: from what it was shown, and not from
    /// less.
    private static func settle(
        _ directive: String,
        at city: NodeProcess,
        seenBy national: NodeProcess
    ) async throws {
        let above = try await national.client().conflicts(PageRequest(), by: .unnamed).items
        #expect(above.map(\.record.kind) == ["reply"] && above.map(\.record.maySettle) == [false])
        let foreign = try await national.admin(
            ["record", "settle", "reply", directive, "--seen", "00000000", "--take", "text=1"]
        )
        #expect(foreign.end != .success)
        let shown = try await city.admin(["record", "show", "reply", directive, "--lang", "en"])
        let mark = try #require(shown.output.firstMatch(of: /Seen +([0-9a-f]{8})/)?.1)
        let stale = try await city.admin(
            ["record", "settle", "reply", directive, "--seen", "00000000", "--take", "text=1"]
        )
        #expect(stale.end.code == 65)
        let settled = try await city.admin([
            "record", "settle", "reply", directive, "--seen", String(mark), "--set",
            "text=部分落实。", "--user", "王敏",
        ])
        #expect(settled.end == .success, "\(settled.output) \(settled.errors)")
        let audit = try await city.admin(["audit", "list", "--limit", "1", "--lang", "zh"])
        #expect(audit.output.contains("王敏 裁定 "), "\(audit.output)")
    }
}
