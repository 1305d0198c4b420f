import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

/// The API as people and programs use it, over HTTP, against a whole node.
@Suite("A node's API end to end", .timeLimit(.minutes(1)))
struct NodeAPITests {
    private static let caller = Caller(user: "李四")
    private static let society = "100000-S01"

    /// Headquarters' node with one hosted society.
    private func headquarters(
        _ body: (RunningNode) async throws -> Void
    ) async throws {
        let seed = NodeIdentity.freshSeed()
        let identity = try NodeIdentity.createRoot(
            path: path("100000"),
            seed: seed,
            now: SystemTime.milliseconds()
        )
        let office = try #require(OfficeID("100000"))
        let entry = try OfficeRegistration.root(office, name: "中国科协", nameEnglish: "CAST")
        try await RunningNode.run(identity, seed: seed, registration: entry) { node in
            let draft = HostedOfficeDraft(
                office: Self.society,
                name: "中国力学学会",
                level: "society"
            )
            let answer = try await node.client.host(draft, by: Self.caller)
            #expect(!answer.repeated)
            try await body(node)
        }
    }

    private func directive(
        id: String = "0123456789abcdef0123456789abcdef",
        number: String = "科协发学字〔2015〕60号",
        title: String = "关于学会有序承接政府转移职能的通知",
        urgency: String = "normal",
        issuedOn: String = "2015-07-17",
        replyBy: String? = "2015-10-31",
        recipients: [String] = [NodeAPITests.society]
    ) -> DirectiveDraft {
        DirectiveDraft(
            id: id,
            number: number,
            title: title,
            body: "请按期报送。",
            urgency: urgency,
            issuedOn: issuedOn,
            replyBy: replyBy,
            recipients: recipients
        )
    }

    private func report(
        id: String = "11112222333344445555666677778888",
        office: String? = nil,
        title: String = "上半年进展",
        period: String = "2018H1",
        value: String = "12",
        indicator: String = "training.held",
        unit: String? = nil
    ) -> ReportDraft {
        ReportDraft(
            id: id,
            office: office,
            title: title,
            period: period,
            text: "",
            points: [DataPointDraft(indicator: indicator, value: value, unit: unit)]
        )
    }

    /// The error of a call that must fail.
    private func refusal(
        _ call: () async throws -> some Any,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> APIError {
        let error = await #expect(throws: APIError.self, sourceLocation: sourceLocation) {
            _ = try await call()
        }
        let refusal = try #require(error, sourceLocation: sourceLocation)
        #expect(!refusal.messageChinese.isEmpty && !refusal.messageEnglish.isEmpty)
        return refusal
    }

    // MARK: Directives

    @Test("a directive is issued, delivered, signed for and answered")
    func directiveFromIssueToReply() async throws {
        try await self.headquarters { node in
            let client = node.client
            let issued = try await client.issue(self.directive(), by: Self.caller)
            #expect(!issued.repeated && issued.ids == ["0123456789abcdef0123456789abcdef"])
            #expect(issued.changes.count == 1)
            let delivered = try await node.eventually("the delivery") { client in
                try await client.trace("科协发学字〔2015〕60号").steps.first {
                    $0.office == Self.society && $0.deliveredAt != nil
                }
            }
            #expect(delivered.addressed)
            let receipt = ReceiptDraft(
                directive: "科协发学字〔2015〕60号",
                office: Self.society
            )
            #expect(try await !client.sign(receipt, by: Self.caller).repeated)
            #expect(try await client.sign(receipt, by: Caller(user: "王五")).repeated)
            let reply = ReplyDraft(
                directive: issued.ids[0],
                office: Self.society,
                text: "已按要求办理。"
            )
            _ = try await client.reply(reply, by: Self.caller)
            let detail = try await client.directive(issued.ids[0])
            #expect(detail.replies.map(\.text) == ["已按要求办理。"])
            #expect(detail.replies.map(\.user) == ["李四"])
            #expect(detail.summary.signed == 1 && detail.summary.replied == 1)
            let step = try await client.trace(issued.ids[0]).steps.first
            #expect(step?.signedBy == "李四")
            #expect(step?.state == "replied")
            #expect(try await client.verify().problems.isEmpty)
        }
    }

    @Test("a directive that is issued again with its id is the same one")
    func repeatedDirective() async throws {
        try await self.headquarters { node in
            let first = try await node.client.issue(self.directive(), by: Self.caller)
            let again = try await node.client.issue(self.directive(), by: Self.caller)
            #expect(again.repeated && again.ids == first.ids)
            #expect(again.storeVersion >= first.storeVersion)
            let other = try await self.refusal {
                try await node.client.issue(self.directive(title: "另一份通知"), by: Self.caller)
            }
            #expect(other.code == .conflict && other.field == "id")
            #expect(try await node.client.directives(PageRequest()).total == 1)
        }
    }

    @Test("two requests with one id at one time write one directive")
    func simultaneousDirectives() async throws {
        try await self.headquarters { node in
            let draft = self.directive()
            let answers = try await withThrowingTaskGroup(of: Acknowledgement.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await node.client.issue(draft, by: Self.caller) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.ids == [draft.id] })
            let detail = try await node.client.directive(draft.id)
            #expect(detail.summary.openConflicts == 0)
            #expect(try await node.client.directives(PageRequest()).total == 1)
        }
    }

    @Test("what is wrong with a directive is named by field and rule")
    func wrongDirectives() async throws {
        try await self.headquarters { node in
            let cases: [(DirectiveDraft, String)] = [
                (self.directive(id: "xyz"), "id"),
                (self.directive(number: "60号"), "number"),
                (self.directive(number: "科协发学字〔2019〕60号"), "number"),
                (self.directive(title: ""), "title"),
                (self.directive(title: String(repeating: "长", count: 201)), "title"),
                (self.directive(urgency: "soon"), "urgency"),
                (self.directive(issuedOn: "2015-02-30"), "issuedOn"),
                (self.directive(replyBy: "2015-07-16"), "replyBy"),
                (self.directive(recipients: []), "recipients"),
                (self.directive(recipients: ["999999"]), "recipients[0]"),
                (self.directive(recipients: [Self.society, Self.society]), "recipients[1]"),
            ]
            for (draft, field) in cases {
                let error = try await self.refusal {
                    try await node.client.issue(draft, by: Self.caller)
                }
                #expect(error.code == .invalid && error.field == field, "\(field): \(error)")
                #expect(error.rule != nil)
            }
            #expect(try await node.client.directives(PageRequest()).total == 0)
        }
    }

    @Test("a directive that nobody knows")
    func unknownDirective() async throws {
        try await self.headquarters { node in
            for reference in [
                "科协发学字〔2015〕61号", "ffffffffffffffffffffffffffffffff", "60号", "../status",
            ] {
                let error = try await self.refusal { try await node.client.directive(reference) }
                #expect(error.code == .notFound, "\(reference): \(error)")
            }
            let receipt = ReceiptDraft(directive: "科协发学字〔2015〕61号")
            let error = try await self.refusal {
                try await node.client.sign(receipt, by: Self.caller)
            }
            #expect(error.code == .notFound && error.field == "directive")
        }
    }

    @Test("an office that a directive is not addressed to cannot sign for it")
    func notAddressed() async throws {
        try await self.headquarters { node in
            _ = try await node.client.issue(self.directive(), by: Self.caller)
            let receipt = ReceiptDraft(directive: "科协发学字〔2015〕60号")
            let error = try await self.refusal {
                try await node.client.sign(receipt, by: Self.caller)
            }
            #expect(error.code == .forbidden && error.field == "directive")
        }
    }

    // MARK: Reports

    @Test("a report counts, a repeat does not, and another one under its id is refused")
    func reports() async throws {
        try await self.headquarters { node in
            let client = node.client
            let first = try await client.submit(
                [self.report(office: Self.society)],
                by: Self.caller
            )
            #expect(!first.repeated)
            let again = try await client.submit(
                [self.report(office: Self.society)],
                by: Self.caller
            )
            #expect(again.repeated && again.ids == first.ids)
            let error = try await self.refusal {
                try await client.submit(
                    [self.report(office: Self.society, title: "另一份报告")],
                    by: Self.caller
                )
            }
            #expect(error.code == .conflict && error.field == "reports[0].id")
            // A corrected figure under the old id must not be taken for a repeat and lost.
            let corrected = try await self.refusal {
                try await client.submit(
                    [self.report(office: Self.society, value: "13")],
                    by: Self.caller
                )
            }
            #expect(corrected.code == .conflict && corrected.field == "reports[0].id")
            let rows = try await client.dashboard(
                office: nil,
                period: "2018H1",
                after: nil,
                timeoutSeconds: 0
            ).rows
            #expect(rows.map(\.total) == ["12"])
            #expect(rows.first?.children.map(\.office) == [Self.society])
            let listed = try await client.reports(office: Self.society, PageRequest())
            #expect(listed.items.map(\.user) == ["李四"])
            #expect(try await client.verify().problems.isEmpty)
        }
    }

    @Test("of several reports with one fault none is written")
    func allOrNothing() async throws {
        try await self.headquarters { node in
            let drafts = [
                self.report(),
                self.report(id: "22222222333344445555666677778888", value: "zwölf"),
            ]
            let error = try await self.refusal {
                try await node.client.submit(drafts, by: Self.caller)
            }
            #expect(error.code == .invalid && error.field == "reports[1].points[0].value")
            #expect(try await node.client.reports(office: nil, PageRequest()).total == 0)
        }
    }

    @Test("one id twice in one call is refused")
    func idTwice() async throws {
        try await self.headquarters { node in
            let drafts = [self.report(), self.report(title: "另一份报告", period: "2018H2")]
            let error = try await self.refusal {
                try await node.client.submit(drafts, by: Self.caller)
            }
            #expect(error.field == "reports[1].id")
            #expect(try await node.client.reports(office: nil, PageRequest()).total == 0)
        }
    }

    @Test("what is wrong with a report is named by field and rule")
    func wrongReports() async throws {
        try await self.headquarters { node in
            let cases: [(ReportDraft, String, APIError.Code)] = [
                (self.report(id: ""), "reports[0].id", .invalid),
                (self.report(period: "2018-13"), "reports[0].period", .invalid),
                (self.report(value: "-1"), "reports[0].points[0].value", .invalid),
                (self.report(value: "1.5"), "reports[0].points[0].value", .invalid),
                (
                    self.report(value: "99999999999999999999"), "reports[0].points[0].value",
                    .invalid
                ),
                (self.report(indicator: "nothing"), "reports[0].points[0].indicator", .invalid),
                (self.report(unit: "yuan"), "reports[0].points[0].unit", .invalid),
                (self.report(office: "999999"), "reports[0].office", .notFound),
            ]
            for (draft, field, code) in cases {
                let error = try await self.refusal {
                    try await node.client.submit([draft], by: Self.caller)
                }
                #expect(error.code == code && error.field == field, "\(field): \(error)")
            }
            let none = try await self.refusal {
                try await node.client.submit([], by: Self.caller)
            }
            #expect(none.rule == "report-count")
        }
    }

    @Test("a waiting dashboard answers as soon as there is news")
    func longPoll() async throws {
        try await self.headquarters { node in
            let version = try await node.client.status().storeVersion
            async let waiting = node.client.dashboard(
                office: nil,
                period: nil,
                after: version,
                timeoutSeconds: 60
            )
            let written = try await node.client.submit([self.report()], by: Self.caller)
            let news = try await waiting
            #expect(news.storeVersion > version)
            #expect(news.storeVersion >= written.storeVersion)
            #expect(news.rows.map(\.total) == ["12"])
            // Nothing new: the answer comes when the time is over, with what there is.
            let same = try await node.client.dashboard(
                office: nil,
                period: nil,
                after: news.storeVersion + 1_000,
                timeoutSeconds: 0
            )
            #expect(same.rows == news.rows)
        }
    }

    // MARK: Offices

    @Test("hosted offices: repeated, renamed, misspelt, and what they may not do")
    func hosting() async throws {
        try await self.headquarters { node in
            let draft = HostedOfficeDraft(
                office: Self.society,
                name: "中国力学学会",
                level: "society"
            )
            #expect(try await node.client.host(draft, by: Self.caller).repeated)
            let renamed = HostedOfficeDraft(
                office: Self.society,
                name: "中国理论与应用力学学会",
                level: "society"
            )
            #expect(try await !node.client.host(renamed, by: Self.caller).repeated)
            let offices = try await node.client.offices()
            let shown = try #require(offices.first { $0.id == Self.society })
            #expect(shown.name == "中国理论与应用力学学会" && shown.syncState == "hosted")
            for (office, name, level, field) in [
                ("有空格 的", "学会", "society", "office"), ("S02", "", "society", "name"),
                ("S02", "学会", "club", "level"),
            ] {
                let error = try await self.refusal {
                    try await node.client.host(
                        HostedOfficeDraft(office: office, name: name, level: level),
                        by: Self.caller
                    )
                }
                #expect(error.code == .invalid && error.field == field, "\(field): \(error)")
            }
        }
    }

    @Test("an invited office has a node of its own: nobody writes for it here")
    func invitation() async throws {
        try await self.headquarters { node in
            func invite(_ office: String, hours: Int) async throws -> Invitation {
                try await node.client.invite(
                    InvitationDraft(
                        office: office,
                        name: "四川省科协",
                        level: "provincial",
                        validHours: hours
                    ),
                    by: Self.caller
                )
            }
            let first = try await invite("510000", hours: 24)
            let second = try await invite("510000", hours: 1)
            #expect(first.office == "510000" && first.token != second.token)
            #expect(first.expiresAt > second.expiresAt)
            for (office, hours, field) in [
                ("510000", 0, "validHours"), ("510000", 25, "validHours"), ("51/00", 1, "office"),
            ] {
                let error = try await self.refusal { try await invite(office, hours: hours) }
                #expect(error.code == .invalid && error.field == field, "\(field): \(error)")
            }
            let error = try await self.refusal {
                try await node.client.submit([self.report(office: "510000")], by: Self.caller)
            }
            #expect(error.code == .forbidden)
            #expect(error.field == "reports[0].office")
        }
    }

    @Test("a wrong key opens nothing")
    func wrongKey() async throws {
        try await self.headquarters { node in
            let access = try NodeAccess(
                address: node.access.address,
                token: String(repeating: "A", count: 43)
            )
            try await OfficeClient.withClient(access) { client in
                let reading = try await self.refusal { try await client.status() }
                #expect(reading.code == .unauthenticated)
                let writing = try await self.refusal {
                    try await client.submit([self.report()], by: Self.caller)
                }
                #expect(writing.code == .unauthenticated)
            }
            #expect(try await node.client.reports(office: nil, PageRequest()).total == 0)
        }
    }

    @Test("pages beyond the end and wrong questions are answered in good order")
    func questions() async throws {
        try await self.headquarters { node in
            let page = PageRequest(offset: 1_000_000, limit: 1)
            #expect(try await node.client.directives(page).items.isEmpty)
            #expect(try await node.client.quarantine(page).items.isEmpty)
            #expect(try await node.client.reports(office: nil, page).items.isEmpty)
            let period = try await self.refusal {
                try await node.client.dashboard(
                    office: nil,
                    period: "2018-13",
                    after: nil,
                    timeoutSeconds: 0
                )
            }
            #expect(period.code == .invalid && period.field == "period")
            let office = try await self.refusal {
                try await node.client.reports(office: "999999", PageRequest())
            }
            #expect(office.code == .notFound && office.field == "office")
        }
    }
}
