import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test(
        "Two counties of two cities become one: everything counts once, and old cities keep what they had",
        arguments: [false, true]
    )
    func merger(isOffline: Bool) async throws {
        try await Self.withCounties { offices, folder in
            let mianyang = try folder.node("510700", "绵阳市科协")
            let old = (try folder.node("510105", "青羊区科协"), try folder.node("510703", "涪城区科协"))
            let new = try folder.node("510710", "青涪区科协")
            try await mianyang.enroll(under: offices.province, level: "city")
            try await mianyang.start()
            try await old.0.enroll(under: offices.city, level: "county")
            try await old.0.start()
            try await old.1.enroll(under: mianyang, level: "county")
            try await old.1.start()
            let first = try await Self.reports(0..<3, series: 1, at: old.0)
            let second = try await Self.reports(0..<3, series: 2, at: old.1)
            let directive = try await Self.signedOnce(offices.national, [old.0, old.1])
            try await offices.national.wait(for: "the reports from before") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 6
            }
            let late = try await Self.leaveUnsent(isOffline, at: old.0, under: offices.city)
            let said = try await offices.province.admin([
                "office", "merge", "510105", "510703", "--to", "100000/510000/510700/510710",
                "--reason", "区划调整", "--lang", "en",
            ])
            #expect(said.end == .success, "\(said.errors)")
            if isOffline { try await old.0.start() }
            try await new.enroll(under: mianyang, level: "county")
            try await new.start()
            let before = first + second + late
            try await Self.holds(before, at: new)
            try await Agreement.wait([
                Agreement.Pair(offices.city, old.0), Agreement.Pair(mianyang, old.1),
            ])
            for node in [old.0, old.1] { try await node.terminate() }
            // One figure that both had reported is said again for both, and two are new.
            let correction = Self.again(first[0], id: "c", value: "500")
            let after = try await Self.reports(8..<10, series: 3, at: new) + [correction]
            _ = try await new.client().submit([correction], by: Drafts.clerk)
            try await Agreement.wait([
                Agreement.Pair(mianyang, new), Agreement.Pair(offices.province, mianyang),
                Agreement.Pair(offices.province, offices.city),
                Agreement.Pair(offices.national, offices.province),
            ])
            let once = Array(first.dropFirst() + second.dropFirst()) + late + after
            try await Self.checkTotals(offices.national, once)
            try await Self.checkTotals(offices.province, once)
            try await Self.checkTotals(mianyang, second.dropFirst() + after)
            try await Self.checkTotals(offices.city, first + late)
            try await Self.holds(first + late, at: offices.city)
            try await Self.holds(before + after, at: mianyang)
            try await Self.holds(before + after, at: offices.national)
            try await Self.signsAnew(directive, [new], seenAt: offices.national)
            try await Self.areSound(offices.all + [mianyang, new])
        }
    }

    @Test(
        "A county becomes two: both go on from what it reported, and everything counts once",
        arguments: [false, true]
    )
    func split(isOffline: Bool) async throws {
        try await Self.withCounties { offices, folder in
            let old = try folder.node("510106", "金牛区科协")
            let parts = (
                try folder.node("510106-N", "金牛北区科协"), try folder.node("510106-S", "金牛南区科协")
            )
            try await old.enroll(under: offices.city, level: "county")
            try await old.start()
            let first = try await Self.reports(0..<4, series: 1, at: old)
            let directive = try await Self.signedOnce(offices.national, [old])
            try await offices.national.wait(for: "the reports from before") {
                try await $0.reports(office: nil, PageRequest(), by: .unnamed).total == 4
            }
            let late = try await Self.leaveUnsent(isOffline, at: old, under: offices.city)
            let said = try await offices.city.admin([
                "office", "split", "510106", "--to", "510106-N,510106-S", "--lang", "en",
            ])
            #expect(said.end == .success, "\(said.errors)")
            if isOffline { try await old.start() }
            for part in [parts.0, parts.1] {
                try await part.enroll(under: offices.city, level: "county")
                try await part.start()
                try await Self.holds(first + late, at: part)
            }
            try await Agreement.wait([Agreement.Pair(offices.city, old)])
            try await old.terminate()
            // What the old county said of one figure, each part says again for itself.
            let north = Self.again(first[0], id: "a", value: "300")
            let south = Self.again(first[0], id: "b", value: "200")
            _ = try await parts.0.client().submit([north], by: Drafts.clerk)
            _ = try await parts.1.client().submit([south], by: Drafts.clerk)
            let after =
                try await Self.reports(8..<10, series: 2, at: parts.0)
                + Self.reports(8..<10, series: 3, at: parts.1) + [north, south]
            try await Agreement.wait([
                Agreement.Pair(offices.city, parts.0), Agreement.Pair(offices.city, parts.1),
                Agreement.Pair(offices.province, offices.city),
                Agreement.Pair(offices.national, offices.province),
            ])
            for node in offices.all {
                try await Self.checkTotals(node, Array(first.dropFirst()) + late + after)
                try await Self.holds(first + late + after, at: node)
            }
            try await Self.signsAnew(directive, [parts.0, parts.1], seenAt: offices.national)
            try await Self.areSound(offices.all + [parts.0, parts.1])
        }
    }
}

// MARK: - Steps

extension EndToEndTests {
    /// Runs `body` with three offices and a folder in which it can set up more; ends them all.
    private static func withCounties(
        _ body: (ThreeOffices, FurtherNodes) async throws -> Void
    ) async throws {
        let binaries = try NodeBinaries.find()
        try await TestFolder.with { folder in
            try await ThreeOffices.with(in: folder, binaries: binaries) { offices in
                try await FurtherNodes(folder: folder, binaries: binaries).used {
                    try await body(offices, $0)
                }
            }
        }
    }

    private static func reports(
        _ numbers: Range<Int>,
        series: Int,
        at node: NodeProcess
    ) async throws -> [ReportDraft] {
        let drafts = numbers.map { Drafts.report($0, series: series) }
        _ = try await node.client().submit(drafts, by: Drafts.clerk)
        return drafts
    }

    /// The same figure of the same period, said again.
    static func again(_ draft: ReportDraft, id: Character, value: String) -> ReportDraft {
        ReportDraft(
            id: String(repeating: id, count: 32),
            office: nil,
            title: "更正",
            period: draft.period,
            text: "",
            points: draft.points.map { DataPointDraft(indicator: $0.indicator, value: value) }
        )
    }

    /// Headquarters issues a directive to all counties; the first of these signs for it.
    private static func signedOnce(
        _ national: NodeProcess,
        _ counties: [NodeProcess]
    ) async throws -> DirectiveDraft {
        let draft = Drafts.directive(0, to: ["level:county"])
        _ = try await national.client().issue(draft, by: Drafts.clerk)
        for county in counties {
            try await county.wait(for: "the directive") {
                try await $0.directives(PageRequest(), by: .unnamed).total == 1
            }
        }
        _ = try await counties[0].client().sign(
            ReceiptDraft(directive: draft.id, office: nil),
            by: Drafts.clerk
        )
        try await national.wait(for: "one signature") {
            let summary = try await $0.directive(draft.id, by: .unnamed).summary
            return summary.recipients == counties.count && summary.received == counties.count
                && summary.signed == 1
        }
        return draft
    }

    /// Has a county write something that nobody else has, and then die: only when it is to be offline.
    private static func leaveUnsent(
        _ isOffline: Bool,
        at county: NodeProcess,
        under city: NodeProcess
    ) async throws -> [ReportDraft] {
        guard isOffline else { return [] }
        try await city.terminate()
        let late = try await Self.reports(5..<7, series: 1, at: county)
        try await county.kill()
        try await city.start()
        return late
    }

    /// Waits until a node has exactly these reports.
    private static func holds(_ drafts: [ReportDraft], at node: NodeProcess) async throws {
        let ids = drafts.map(\.id).sorted()
        try await node.wait(for: "\(ids.count) reports") { client in
            try await Page.everything { try await client.reports(office: nil, $0, by: .unnamed) }
                .map(\.id).sorted() == ids
        }
    }

    /// A new office answers for itself: what an old one has signed counts no more, and its own signature
    /// counts once.
    private static func signsAnew(
        _ directive: DirectiveDraft,
        _ counties: [NodeProcess],
        seenAt national: NodeProcess
    ) async throws {
        func wait(_ what: String, signed: [String]) async throws {
            try await national.wait(for: what) { client in
                let summary = try await client.directive(directive.id, by: .unnamed).summary
                let steps = try await client.trace(directive.id, by: .unnamed).steps.filter(
                    \.addressed
                )
                return summary.recipients == counties.count && summary.received == counties.count
                    && summary.signed == signed.count
                    && steps.map(\.office) == counties.map(\.office)
                    && steps.filter { $0.reached.contains("signed") }.map(\.office) == signed
            }
        }
        try await wait("the new offices in place of the old ones", signed: [])
        _ = try await counties[0].client().sign(
            ReceiptDraft(directive: directive.id, office: nil),
            by: Drafts.clerk
        )
        try await wait("one signature", signed: [counties[0].office])
    }

    private static func areSound(_ nodes: [NodeProcess]) async throws {
        for node in nodes {
            #expect(try await node.client().verify(by: .unnamed).problems == [], "\(node.office)")
            #expect(
                try await node.client().quarantine(PageRequest(), by: .unnamed).total == 0,
                "\(node.office)"
            )
        }
    }
}
