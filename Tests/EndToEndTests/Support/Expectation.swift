import Admin
import Foundation
import NodeProcesses
import Testing

/// What three offices must hold when everything has arrived.
struct Expectation {
    let offices: ThreeOffices
    /// Reports that were acknowledged, by the office that reported.
    var reports: [(office: String, draft: ReportDraft)] = []
    /// Directives of headquarters that were acknowledged.
    var directives: [DirectiveDraft] = []
    /// A feed has branches, and all are kept.
    var hasFork = false
    /// Offices that signed for directives, with the number of the first one not signed for.
    var signed: [(office: String, count: Int)] = []

    /// Waits until nothing is on its way, then looks at every node.
    func check() async throws {
        try await self.settle()
        for node in self.offices.all {
            try await self.checkRecords(node)
            try await self.checkTotals(node)
            let verification = try await node.client().verify(by: .unnamed)
            #expect(verification.problems == [], "\(node.office)")
            #expect(verification.stateDigest == verification.rebuiltDigest, "\(node.office)")
            #expect(
                try await node.client().quarantine(PageRequest(), by: .unnamed).total == 0,
                "\(node.office)"
            )
            let client = try node.client()
            let feeds = try await Page.everything { try await client.feeds($0, by: .unnamed) }
            let others = feeds.filter { $0.state != "open" }
            #expect(others.allSatisfy { $0.state == "forked" && self.hasFork }, "\(node.office)")
        }
        try await self.checkSignatures()
    }

    private func settle() async throws {
        let pairs = [
            Agreement.Pair(self.offices.national, self.offices.province),
            Agreement.Pair(self.offices.province, self.offices.city),
        ]
        try await self.offices.national.wait(for: "receipts") { client in
            let held = try await Page.everything { try await client.directives($0, by: .unnamed) }
            return held.allSatisfy { $0.received == $0.recipients }
        }
        try await Agreement.wait(pairs)
        for pair in pairs {
            let (upper, lower) = try await pair.ends()
            #expect(upper?.scopeDigest == lower?.scopeDigest)
            #expect(upper?.scopeStateDigest == lower?.scopeStateDigest)
        }
    }

    private func reports(at node: NodeProcess) -> [(office: String, draft: ReportDraft)] {
        let isCity = node.office == self.offices.city.office
        return self.reports.filter { !isCity || $0.office.hasPrefix(node.office) }
    }

    private func checkRecords(_ node: NodeProcess) async throws {
        let client = try node.client()
        let reports = try await Page.everything {
            try await client.reports(office: nil, $0, by: .unnamed)
        }
        let expected = self.reports(at: node).map(\.draft.id)
        let reportFaults = Self.differences(reports.map(\.id), expected)
        #expect(reportFaults == [], "reports at \(node.office)")
        let directives = try await Page.everything { try await client.directives($0, by: .unnamed) }
        let directiveFaults = Self.differences(directives.map(\.id), self.directives.map(\.id))
        #expect(directiveFaults == [], "directives at \(node.office)")
    }

    /// What is missing, double or not expected at all.
    private static func differences(_ found: [String], _ expected: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for id in expected { counts[id, default: 0] -= 1 }
        for id in found { counts[id, default: 0] += 1 }
        return counts.filter { $0.value != 0 }.map { "\($0.key): \($0.value)" }.sorted()
    }

    private func checkTotals(_ node: NodeProcess) async throws {
        var surplus: [String: Int] = [:]
        for report in self.reports(at: node) {
            for point in report.draft.points {
                let key = "\(point.indicator) \(report.draft.period)"
                surplus[key, default: 0] -= Int(point.value) ?? 0
            }
        }
        let rows = try await node.totals()
        #expect(rows.count == surplus.count, "totals at \(node.office)")
        for row in rows {
            surplus["\(row.indicator) \(row.period)", default: 0] += Int(row.total) ?? -1
        }
        let faults = surplus.filter { $0.value != 0 }.map { "\($0.key): \($0.value)" }.sorted()
        #expect(faults == [], "totals at \(node.office)")
    }

    private func checkSignatures() async throws {
        for (number, draft) in self.directives.enumerated() {
            let expected = self.signed.filter { number < $0.count }.map(\.office).sorted()
            // What happens two levels below is known at the top by folds, which come now and then.
            try await self.offices.national.wait(for: "signatures for \(draft.number)") { client in
                let steps = try await client.trace(draft.id, by: .unnamed).steps
                return steps.filter { $0.reached.contains("signed") }.map(\.office).sorted()
                    == expected
            }
        }
    }
}
