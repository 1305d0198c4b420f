import Admin
import Foundation
import NodeProcesses

/// Looks at all three nodes after the story: do they agree, and is everything there exactly once?
struct Checks {
    private let story: Story
    private let entries: Ledger.Entries
    private var passed = 0
    private var failures: [Phrase] = []

    private var offices: ThreeOffices { self.story.offices }
    private var teller: Teller { self.story.teller }

    init(story: Story) {
        self.story = story
        self.entries = story.ledger.entries
    }

    mutating func perform() async throws -> ExitStatus {
        self.teller.chapter("核对", "The checks")
        do {
            try await self.settle()
        } catch let failure as ProcessFailure {
            // The checks below say what differs.
            self.expect(false, failure.phrase.chinese, failure.phrase.english)
        }
        try await self.checkLinks()
        for node in self.offices.all {
            try await self.checkIntegrity(node)
            try await self.checkDirectives(node)
            try await self.checkReports(node)
            try await self.checkTotals(node)
        }
        for draft in self.entries.directives { try await self.checkAnswers(draft) }
        try await self.checkRecoveries()
        try await self.checkStandby()
        return self.conclude()
    }

    private func conclude() -> ExitStatus {
        guard self.failures.isEmpty else {
            self.teller.show(
                "\ndemo：\(self.failures.count) 项检查未通过，\(self.passed) 项通过",
                "\ndemo: \(self.failures.count) checks failed, \(self.passed) passed"
            )
            for failure in self.failures {
                self.teller.show("  ✗ \(failure.said(in: self.teller.language))")
            }
            return .problemsFound
        }
        self.teller.show("")
        if self.teller.language == .zh {
            self.teller.show("demo：\(self.passed) 项检查通过")
        }
        self.teller.show("demo: \(self.passed) checks passed")
        return .success
    }

    private mutating func expect(_ isTrue: Bool, _ chinese: String, _ english: String) {
        let phrase = Phrase(chinese, english)
        if isTrue { self.passed += 1 } else { self.failures.append(phrase) }
        self.teller.show("  \(isTrue ? "✓" : "✗") \(phrase.said(in: self.teller.language))")
    }

    /// Waits until nothing is on its way any more.
    private func settle() async throws {
        for draft in self.entries.directives {
            let signers = self.entries.receipts.count { $0.directive == draft.id }
            try await self.issuer(of: draft).wait(for: "receipts \(draft.number)") {
                let summary = try await $0.directive(draft.id, by: .unnamed).summary
                return summary.received == summary.recipients && summary.signed == signers
            }
        }
        try await Agreement.wait(self.pairs)
    }

    private var pairs: [Agreement.Pair] { self.story.pairs }

    private func issuer(of draft: DirectiveDraft) -> NodeProcess {
        draft.id == Documents.city.id ? self.offices.city : self.offices.national
    }
}

// MARK: - What is checked

extension Checks {
    private mutating func checkLinks() async throws {
        for pair in self.pairs {
            let names = (pair.upper.name, pair.lower.name)
            guard case (let upper?, let lower?) = try await pair.ends() else {
                self.expect(
                    false,
                    "\(names.0)与\(names.1)有连接",
                    "\(names.0) and \(names.1) are linked"
                )
                continue
            }
            self.expect(
                !upper.scopeDigest.isEmpty && upper.scopeDigest == lower.scopeDigest,
                "\(names.0)与\(names.1)的变更摘要相同（\(upper.scopeDigest.prefix(16))）",
                "\(names.0) and \(names.1) hold the same changes (\(upper.scopeDigest.prefix(16)))"
            )
            self.expect(
                upper.scopeStateDigest == lower.scopeStateDigest,
                "\(names.0)与\(names.1)的记录摘要相同（\(upper.scopeStateDigest.prefix(16))）",
                "\(names.0) and \(names.1) hold the same records "
                    + "(\(upper.scopeStateDigest.prefix(16)))"
            )
            let differences = Agreement.differences(upper, lower)
            self.expect(
                differences.isEmpty,
                "\(names.0)与\(names.1)之间没有待发、待收\(Self.list(differences))",
                "nothing is to be sent or received between \(names.0) and \(names.1)"
                    + Self.list(differences)
            )
        }
    }

    private mutating func checkRecoveries() async throws {
        let client = try self.offices.city.client()
        let events = try await Page.everything { try await client.events($0, by: .unnamed) }
        let count = events.count { $0.kind == "past-recovered" }
        // The second copy is older than what was said after the first one.
        self.expect(
            count == 1,
            "\(self.offices.city.name)：事件记录中恰有一次恢复说明（\(count)）",
            "\(self.offices.city.name): its events tell once what came back (\(count))"
        )
    }

    private mutating func checkStandby() async throws {
        let (city, standby) = (self.offices.city, self.story.standby)
        let pair = Agreement.Pair(city, standby)
        // The checks above have opened directives, which the office has noted for its hosted societies.
        do {
            try await Agreement.wait([pair])
        } catch is ProcessFailure {
            // What differs is said below.
        }
        let differences = try await Agreement.differences(pair)
        self.expect(
            differences.isEmpty,
            "\(city.name)：两个节点内容一致\(Self.list(differences))",
            "\(city.name): its two nodes hold the same\(Self.list(differences))"
        )
        try await self.checkIntegrity(standby)
        let words = try await standby.client().status(by: .unnamed).siblings
        self.expect(
            words?.english == "all 2 nodes of this office are linked",
            "\(city.name)：节点说明两个节点都已连通",
            "\(city.name): the node says that both of its nodes are linked"
        )
    }

    private mutating func checkIntegrity(_ node: NodeProcess) async throws {
        let report = try await node.client().verify(by: .unnamed)
        self.expect(
            report.problems.isEmpty && report.stateDigest == report.rebuiltDigest,
            "\(node.name)：\(report.changes) 个变更的摘要、链和签名全部有效，重算状态一致\(Self.list(report.problems.map(\.messageChinese)))",
            "\(node.name): hash, chain and signature of \(report.changes) changes hold, "
                + "and the state derived anew is the same\(Self.list(report.problems.map(\.messageEnglish)))"
        )
        let refused = try await node.client().quarantine(PageRequest(), by: .unnamed)
        self.expect(
            refused.total == 0,
            "\(node.name)：隔离区为空",
            "\(node.name): nothing is in quarantine"
        )
    }

    private mutating func checkDirectives(_ node: NodeProcess) async throws {
        let client = try node.client()
        let held = try await Page.everything { try await client.directives($0, by: .unnamed) }.map(
            \.id
        )
        let isCity = node.office == self.offices.city.office
        // What Chengdu issues is for Chengdu and those below it.
        let expected = self.entries.directives.map(\.id)
            .filter { isCity || $0 != Documents.city.id }
        self.expect(
            held.sorted() == expected.sorted(),
            "\(node.name)：应有的 \(expected.count) 份文件各有一份（现有 \(held.count) 份）",
            "\(node.name): each of the \(expected.count) directives is there once (\(held.count) held)"
        )
    }

    private mutating func checkReports(_ node: NodeProcess) async throws {
        let client = try node.client()
        let held = try await Page.everything {
            try await client.reports(office: nil, $0, by: .unnamed)
        }.map(\.id)
        let expected = self.reports(at: node).map(\.draft.id)
        self.expect(
            held.sorted() == expected.sorted(),
            "\(node.name)：已确认的 \(expected.count) 份报告各有一份（现有 \(held.count) 份）",
            "\(node.name): each of the \(expected.count) acknowledged reports is there once "
                + "(\(held.count) held)"
        )
    }

    private mutating func checkTotals(_ node: NodeProcess) async throws {
        var expected: [String: Decimal] = [:]
        for report in self.reports(at: node) {
            for point in report.draft.points {
                let key = "\(point.indicator) \(point.period ?? report.draft.period)"
                expected[key, default: 0] += Decimal(string: point.value) ?? 0
            }
        }
        let rows = try await node.totals()
        let found = Dictionary(
            rows.map { ("\($0.indicator) \($0.period)", Decimal(string: $0.total) ?? -1) },
            uniquingKeysWith: { first, _ in first }
        )
        self.expect(
            found == expected && rows.count == expected.count,
            "\(node.name)：\(rows.count) 个汇总数都等于所报数之和",
            "\(node.name): each of \(rows.count) totals is the sum of what was reported"
        )
    }

    private mutating func checkAnswers(_ draft: DirectiveDraft) async throws {
        let issuer = self.issuer(of: draft)
        let detail = try await issuer.client().directive(draft.id, by: .unnamed)
        let steps = try await issuer.client().trace(draft.id, by: .unnamed).steps
        let signers = self.entries.receipts.filter { $0.directive == draft.id }.map(\.office)
        let signed = steps.filter { $0.reached.contains("signed") }.map(\.office)
        self.expect(
            signed.sorted() == signers.sorted() && detail.summary.signed == signers.count,
            "\(draft.number)：\(signers.count) 个签收，各一次",
            "\(draft.number): \(signers.count) signatures, once each"
        )
        let repliers = self.entries.replies.filter { $0.directive == draft.id }.map(\.office)
        self.expect(
            detail.replies.map(\.office).sorted() == repliers.sorted(),
            "\(draft.number)：\(repliers.count) 个回复，各一次",
            "\(draft.number): \(repliers.count) answers, once each"
        )
        self.expect(
            detail.summary.received == detail.summary.recipients,
            "\(draft.number)：\(detail.summary.recipients) 个主送单位全部收到",
            "\(draft.number): it has arrived at all \(detail.summary.recipients) offices addressed"
        )
    }

    /// Reports go to the office and all above it.
    private func reports(at node: NodeProcess) -> [(office: String, draft: ReportDraft)] {
        let isCity = node.office == self.offices.city.office
        return self.entries.reports.filter { !isCity || $0.office.hasPrefix(node.office) }
    }

    private static func list(_ items: [String]) -> String {
        items.isEmpty ? "" : " [\(items.joined(separator: "; "))]"
    }
}
