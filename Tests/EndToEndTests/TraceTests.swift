import Admin
import NodeProcesses
import Testing

extension EndToEndTests {
    @Test("The author sees where its report is saved, and headquarters where its directive is")
    func savedAndTraced() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province, city) = (offices.national, offices.province, offices.city)
            let report = Drafts.report(0, series: 1)
            _ = try await city.client().submit([report], by: Drafts.clerk)
            try await city.wait(for: "saved at headquarters") { client in
                let reports = try await client.reports(office: nil, PageRequest(), by: .unnamed)
                    .items
                return reports.first?.saved.map(\.office) == ["510100", "510000", "100000"]
            }
            let directive = Drafts.directive(0)
            _ = try await national.client().issue(directive, by: Drafts.clerk)
            try await national.wait(for: "both have received it") { client in
                try await client.trace(directive.id, by: .unnamed).directive.received == 2
            }
            // Nobody two levels below sends its records to the top.
            let feeds = try await national.client().feeds(PageRequest(), by: .unnamed).items
            #expect(!feeds.contains { $0.space.hasPrefix("receipts") && $0.office == city.office })
            // Reading changes nothing; opening is an act.
            let detail = try await city.client().directive(directive.id, by: .unnamed)
            #expect(detail.awaitsOpening)
            #expect(try await city.client().directive(directive.id, by: .unnamed).awaitsOpening)
            _ = try await city.client().open(directive.id, by: .unnamed)
            #expect(try await city.client().open(directive.id, by: .unnamed).repeated)
            #expect(try await !city.client().directive(directive.id, by: .unnamed).awaitsOpening)
            try await national.wait(for: "the city has opened it") { client in
                try await client.trace(directive.id, by: .unnamed).steps.contains {
                    $0.office == city.office && $0.state == "opened" && $0.basis == .fold
                }
            }
            for node in [province, city] {
                let receipt = ReceiptDraft(directive: directive.id)
                _ = try await node.client().sign(receipt, by: Drafts.clerk)
            }
            try await national.wait(for: "both have signed") { client in
                let summary = try await client.trace(directive.id, by: .unnamed).directive
                return summary.signed == 2 && summary.opened == 2
            }
            try await province.wait(for: "its signature saved at headquarters") { client in
                let saved = try await client.directive(directive.id, by: .unnamed).summary.saved
                return saved.map(\.office) == ["510000", "100000"]
            }
            let steps = try await national.client().trace(directive.id, by: .unnamed).steps
            #expect(steps.map(\.state) == ["signed", "signed"])
            #expect(steps.allSatisfy { $0.lastHopReached == nil })
            #expect(steps.first?.signedAt != nil && steps.last?.knownAt != nil)
            // Below, an office above that is addressed is shown as that, and nothing is claimed of it.
            let below = try await city.client().trace(directive.id, by: .unnamed).steps
            #expect(below.map(\.office) == [province.office, city.office])
            #expect(below.map(\.addressed) == [true, true])
            #expect(below.map(\.state) == ["unknown", "signed"])
        }
    }

    @Test("Of an office whose branch has told nothing the trace says just that")
    func silentBranch() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province, city) = (offices.national, offices.province, offices.city)
            try await province.terminate()
            let directive = Drafts.directive(0)
            _ = try await national.client().issue(directive, by: Drafts.clerk)
            let steps = try await national.client().trace(directive.id, by: .unnamed).steps
            #expect(steps.map(\.office) == [province.office, city.office])
            #expect(steps.map(\.state) == ["issued", "unknown"])
            #expect(steps.map(\.basis) == [.record, .unknown])
            #expect(steps.allSatisfy { $0.lastHopReached == national.office })
            let said = try await national.admin(["directive", "trace", directive.id])
            #expect(said.output.contains("not heard of yet"))
            try await province.start()
            try await national.wait(for: "what the branch tells") { client in
                try await client.trace(directive.id, by: .unnamed).steps.allSatisfy {
                    $0.state == "delivered"
                }
            }
        }
    }

    @Test("A directive that stops half-way is shown with the office where it stopped")
    func stoppedHalfWay() async throws {
        try await TestFolder.withOffices { offices in
            let (national, province, city) = (offices.national, offices.province, offices.city)
            try await city.terminate()
            let directive = Drafts.directive(0)
            _ = try await national.client().issue(directive, by: Drafts.clerk)
            try await national.wait(for: "the hop where it stopped") { client in
                try await client.trace(directive.id, by: .unnamed).steps.contains {
                    $0.office == city.office && $0.basis == .fold && $0.state == "issued"
                        && $0.lastHopReached == province.office
                }
            }
            try await city.start()
            try await national.wait(for: "its arrival") { client in
                try await client.trace(directive.id, by: .unnamed).directive.received == 2
            }
        }
    }
}
