import Admin
import SyncProtocol
import Testing

@testable import Node

extension RunningNode {
    /// Sichuan's node, to be attacked.
    static func attacked(
        settings: [String] = [],
        _ body: (RunningNode, AttackOffices) async throws -> Void
    ) async throws {
        let offices = try AttackOffices()
        try await Self.run(offices.sichuan, seed: offices.sichuanSeed, settings: settings) {
            try await body($0, offices)
        }
    }

    /// Proves that an attack has left the node as it should be: it takes in a good change of an honest
    /// neighbour and another feed of the attacker and counts both, shows nothing of what it refused,
    /// gives the reasons, and finds nothing wrong in what it holds.
    ///
    /// - Parameters:
    ///   - quarantine: the reasons that must be shown, one for each cause.
    ///   - counted: what the attack itself has rightly added to the totals, by period.
    func provesUnharmed(
        _ offices: AttackOffices,
        quarantine: [RefusalReason],
        counted: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for (office, value) in [(offices.mianyang, "3"), (offices.chengdu, "4")] {
            let link = try await HostileLink.open(office, to: self.linkPort)
            var feed = office.feed(.reports, .max)
            let change = try feed.report(value, period: "2019")
            let answer = try await link.deliver(change)
            #expect(answer.refusals.isEmpty, sourceLocation: sourceLocation)
            #expect(
                answer.positions.map(\.head.number) == [1],
                sourceLocation: sourceLocation
            )
            try await link.close()
        }
        let rows = try await self.client.dashboard(
            office: nil,
            period: nil,
            after: nil,
            timeoutSeconds: 0,
            by: .unnamed
        ).rows
        let totals = Dictionary(rows.map { ($0.period, $0.total) }) { "\($0), \($1)" }
        #expect(
            totals == counted.merging(["2019": "7"]) { first, _ in first },
            sourceLocation: sourceLocation
        )
        try await self.holdsNothingWrong(quarantine, sourceLocation: sourceLocation)
    }

    private func holdsNothingWrong(
        _ quarantine: [RefusalReason],
        sourceLocation: SourceLocation
    ) async throws {
        let reports = try await self.client.reports(office: nil, PageRequest(), by: .unnamed)
        #expect(
            reports.items.allSatisfy { $0.title == ReportSample.honestTitle },
            sourceLocation: sourceLocation
        )
        let directives = try await self.client.directives(PageRequest(), by: .unnamed)
        #expect(directives.items.isEmpty, sourceLocation: sourceLocation)
        let verification = try await self.client.verify(by: .unnamed)
        #expect(verification.problems.isEmpty, sourceLocation: sourceLocation)
        #expect(
            verification.stateDigest == verification.rebuiltDigest,
            sourceLocation: sourceLocation
        )
        let items = try await self.client.quarantine(PageRequest(), by: .unnamed).items
        #expect(
            items.map(\.reason).sorted() == quarantine.map(\.rawValue).sorted(),
            "\(items.map { "\($0.reason): \($0.messageEnglish)" })",
            sourceLocation: sourceLocation
        )
        let status = try await self.client.status(by: .unnamed)
        #expect(status.quarantined == quarantine.count, sourceLocation: sourceLocation)
    }
}
