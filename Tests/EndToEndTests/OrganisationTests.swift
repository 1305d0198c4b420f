import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test(
        "A city that goes to another province takes its old reports along, and nothing counts twice"
    )
    func reparenting() async throws {
        let binaries = try NodeBinaries.find()
        try await TestFolder.with { folder in
            try await ThreeOffices.with(in: folder, binaries: binaries) { offices in
                let other = try NodeProcess(
                    office: "500000",
                    name: "重庆市科协",
                    in: folder,
                    binaries: binaries,
                    settings: ThreeOffices.quick
                )
                try await other.used { other in
                    try await other.enroll(under: offices.national, level: "provincial")
                    try await other.start()
                    try await Self.move(offices, to: other)
                }
            }
        }
    }

    private static func move(_ offices: ThreeOffices, to other: NodeProcess) async throws {
        let (national, province, city) = (offices.national, offices.province, offices.city)
        let before = (0..<6).map { Drafts.report($0, series: 1) }
        _ = try await city.client().submit(before, by: Drafts.clerk)
        let directive = Drafts.directive(0)
        _ = try await national.client().issue(directive, by: Drafts.clerk)
        try await city.wait(for: "the directive") {
            try await $0.directives(PageRequest(), by: .unnamed).total == 1
        }
        _ = try await city.client().sign(
            ReceiptDraft(directive: directive.id, office: nil),
            by: Drafts.clerk
        )
        try await national.wait(for: "both receipts") {
            let held = try await $0.directives(PageRequest(), by: .unnamed).items
            return held.first?.received == 2 && held.first?.signed == 1
        }
        try await national.wait(for: "the reports from before") {
            try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 6
        }
        let said = try await national.admin([
            "office", "move", "510100", "--to", "500000", "--reason", "区划调整", "--lang", "en",
        ])
        #expect(said.end == .success, "\(said.errors)")
        #expect(said.output.contains("100000/510000/510100=100000/500000/510100"))
        // Written while the move is under way: it must arrive all the same.
        let late = (6..<8).map { Drafts.report($0, series: 1) }
        try await province.kill()
        _ = try await city.client().submit(late, by: Drafts.clerk)
        // Whoever forgets to stop the node is told so, and goes on from there.
        await #expect(throws: ProcessFailure.self) {
            try await city.move(under: other, level: "city")
        }
        try await city.terminate()
        try await city.move(under: other, level: "city")
        try await city.start()
        try await province.start()
        // A correction of a figure from before, and new figures.
        let correction = Self.again(before[0], id: "c", value: "500")
        let after = (8..<12).map { Drafts.report($0, series: 1) } + [correction]
        _ = try await city.client().submit(after, by: Drafts.clerk)
        try await Agreement.wait([
            Agreement.Pair(other, city), Agreement.Pair(national, other),
            Agreement.Pair(national, province),
        ])
        func ids(_ node: NodeProcess) async throws -> [String] {
            let client = try node.client()
            return try await Page.everything {
                try await client.reports(office: nil, $0, by: .unnamed)
            }
            .map(\.id).sorted()
        }
        let old = (before + late).map(\.id)
        let all = old + after.map(\.id)
        #expect(try await ids(other) == all.sorted())
        #expect(try await ids(national) == all.sorted())
        #expect(try await ids(city) == all.sorted())
        #expect(try await ids(province) == old.sorted())
        try await Self.checkTotals(national, before.dropFirst() + late + after)
        try await Self.checkTotals(province, before + late)
        try await Self.checkTotals(other, after)
        try await Self.checkShown(offices, other)
        // What the new province tells of the city counts what it signed at its old place.
        try await national.wait(for: "both receipts, and one signature") { client in
            guard let told = try await client.directives(PageRequest(), by: .unnamed).items.first
            else {
                return false
            }
            return told.recipients == 2 && told.received == 2 && told.signed == 1
        }
        for node in offices.all + [other] {
            let verification = try await node.client().verify(by: .unnamed)
            #expect(verification.problems == [], "\(node.office)")
            #expect(
                try await node.client().quarantine(PageRequest(), by: .unnamed).total == 0,
                "\(node.office)"
            )
        }
    }

    static func checkTotals(
        _ node: NodeProcess,
        _ reports: some Sequence<ReportDraft>
    ) async throws {
        var expected: [String: Int] = [:]
        for report in reports {
            for point in report.points {
                expected["\(point.indicator) \(report.period)", default: 0] += Int(point.value) ?? 0
            }
        }
        let rows = try await node.totals()
        let found = rows.map { ("\($0.indicator) \($0.period)", Int($0.total) ?? -1) }
        #expect(
            Dictionary(found, uniquingKeysWith: +) == expected,
            "totals at \(node.office)"
        )
    }

    private static func checkShown(_ offices: ThreeOffices, _ other: NodeProcess) async throws {
        let city = offices.city.office
        for node in [offices.national, offices.province] {
            let rows = try await node.client().offices(by: .unnamed).filter { $0.id == city }
            let old = rows.first { $0.path == ["100000", "510000", city] }
            #expect(old?.syncState == "moved", "\(node.office)")
            #expect(old?.movedTo == ["100000/500000/\(city)"], "\(node.office)")
        }
        #expect(try await offices.province.link(to: city) == nil)
        #expect(try await other.link(to: city)?.state == "inSync")
        let shown = try await offices.national.admin(["offices", "--lang", "zh"])
        #expect(shown.output.contains("已迁出"))
    }

    @Test("A split said by mistake is taken back, and the city goes on as if nothing had been said")
    func takenBack() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province, city) = (offices.national, offices.province, offices.city)
            func isMoved(_ client: OfficeClient) async throws -> Bool {
                try await client.offices(by: .unnamed).contains {
                    $0.id == "510100" && $0.movedTo != nil
                }
            }
            let split = try await province.admin([
                "office", "split", "510100", "--to", "510100-N,510100-S", "--lang", "en",
            ])
            #expect(split.end == .success && split.output.contains("Not invited yet"))
            for node in offices.all {
                try await node.wait(for: "the split") { try await isMoved($0) }
            }
            let back = try await province.admin([
                "office", "move", "100000/510000/510100", "--to", "510000", "--lang", "en",
            ])
            #expect(back.end == .success, "\(back.errors)")
            #expect(back.output.contains("the office stays where it is"))
            for node in offices.all {
                try await node.wait(for: "no split") { try await !isMoved($0) }
            }
            let draft = Drafts.report(0, series: 1)
            _ = try await city.client().submit([draft], by: Drafts.clerk)
            try await national.wait(for: "the report, with nobody gone") { client in
                let coverage = try await client.dashboard(
                    office: nil,
                    period: draft.period,
                    after: nil,
                    timeoutSeconds: 0,
                    by: .unnamed
                ).coverage
                // Of the province and the city: nobody misses a report of his own.
                return coverage.map { [$0.reported, $0.expected, $0.others] } == [[1, 2, 0]]
            }
            let directive = Drafts.directive(0, to: ["all"])
            _ = try await national.client().issue(directive, by: Drafts.clerk)
            try await city.wait(for: "the directive to all") {
                try await $0.directives(PageRequest(), by: .unnamed).total == 1
            }
            for node in offices.all {
                #expect(
                    try await node.client().verify(by: .unnamed).problems == [],
                    "\(node.office)"
                )
            }
        }
    }

    @Test(
        "When one of two nodes of a city dies the other one goes on, and the first gets all of it"
    )
    func standby() async throws {
        let binaries = try NodeBinaries.find()
        try await TestFolder.with { folder in
            try await ThreeOffices.with(in: folder, binaries: binaries) { offices in
                let standby = try NodeProcess(
                    office: "510100",
                    name: "成都市科协",
                    in: folder,
                    mark: "-standby",
                    binaries: binaries,
                    settings: ThreeOffices.quick
                )
                try await standby.used { try await Self.takeOver(offices, $0) }
            }
        }
    }

    private static func takeOver(_ offices: ThreeOffices, _ standby: NodeProcess) async throws {
        let (national, province, city) = (offices.national, offices.province, offices.city)
        let directive = Drafts.directive(0)
        _ = try await national.client().issue(directive, by: Drafts.clerk)
        let first = (0..<5).map { Drafts.report($0, series: 1) }
        _ = try await city.client().submit(first, by: Drafts.clerk)
        let society = HostedOfficeDraft(
            office: "510100-S01",
            name: "成都市计算机学会",
            level: "society"
        )
        _ = try await city.client().host(society, by: Drafts.clerk)
        _ = try await city.client().issue(Self.ownDirective, by: Drafts.clerk)
        try await standby.enroll(under: province, level: "city")
        standby.dialAlso(city, path: "100000/510000/510100")
        try await standby.start()
        try await standby.wait(for: "everything of its office") {
            let reports = try await $0.reports(office: nil, PageRequest(), by: .unnamed).total
            return try await $0.directives(PageRequest(), by: .unnamed).total == 2 && reports == 5
        }
        try await Self.bothLinked(province, city)
        try await Self.bothKnowWhereReportsAre(city, standby, count: 5)
        // Both write, then the first one dies in the middle of it.
        _ = try await standby.client().submit([Drafts.report(5, series: 1)], by: Drafts.clerk)
        try await city.wait(for: "what the standby wrote") {
            try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 6
        }
        try await city.kill()
        let later = (6..<10).map { Drafts.report($0, series: 1) }
        _ = try await standby.client().submit(later, by: Drafts.clerk)
        for node in [province, national] {
            try await node.wait(for: "ten reports") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 10
            }
        }
        try await city.start()
        try await city.wait(for: "what was written meanwhile") {
            try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 10
        }
        try await Self.bothLinked(province, city)
        try await Self.bothKnowWhereReportsAre(city, standby, count: 10)
        let reports = first + later + [Drafts.report(5, series: 1)]
        for node in [national, province, city, standby] {
            try await Self.checkTotals(node, reports)
            #expect(try await node.client().verify(by: .unnamed).problems == [], "\(node.office)")
            #expect(try await node.client().quarantine(PageRequest(), by: .unnamed).total == 0)
            let events = try await node.client().events(PageRequest(), by: .unnamed).items.map(
                \.kind
            )
            #expect(!events.contains("two-nodes"), "\(node.office)")
        }
    }

    /// Whichever of an office's nodes a receipt has come to, both know of it.
    private static func bothKnowWhereReportsAre(
        _ city: NodeProcess,
        _ standby: NodeProcess,
        count: Int
    ) async throws {
        for node in [city, standby] {
            try await node.wait(for: "all saved at headquarters") { client in
                let reports = try await client.reports(office: nil, PageRequest(), by: .unnamed)
                    .items
                return reports.count == count
                    && reports.allSatisfy {
                        $0.saved.map(\.office) == ["510100", "510000", "100000"]
                    }
            }
        }
    }

    private static var ownDirective: DirectiveDraft {
        DirectiveDraft(
            id: String(repeating: "d", count: 32),
            number: "成科协〔2018〕1号",
            title: "本市通知",
            body: "请按期办理。",
            urgency: "normal",
            issuedOn: "2018-05-03",
            recipients: ["all"]
        )
    }

    /// The province has a link to each of the city's nodes, and both are in step.
    private static func bothLinked(_ province: NodeProcess, _ city: NodeProcess) async throws {
        try await Waiting.until("two links to \(city.office)") {
            let links = try await province.client().links(by: .unnamed).filter {
                $0.peer == city.office
            }
            let nodes = Set(links.compactMap(\.node))
            return links.count == 2 && nodes.count == 2 && links.allSatisfy { $0.state == "inSync" }
        }
        let told = try await province.admin(["links", "--lang", "en"])
        #expect(told.output.contains("#"), "nodes of one office are told apart")
    }
}
