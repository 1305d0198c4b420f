import Admin
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Node

/// As people and programs use it, over HTTP, against a whole node.
@Suite("Offices and questions over a node's API", .serialized, .timeLimit(.minutes(10)))
struct OfficeAPITests {
    @Test("hosted offices: repeated, renamed, misspelt, and what they may not do")
    func hosting() async throws {
        try await Headquarters.run { node in
            let draft = HostedOfficeDraft(
                office: Headquarters.society,
                name: "中国力学学会",
                level: "society"
            )
            #expect(try await node.client.host(draft, by: Headquarters.caller).repeated)
            let renamed = HostedOfficeDraft(
                office: Headquarters.society,
                name: "中国理论与应用力学学会",
                level: "society",
                rename: true
            )
            #expect(try await !node.client.host(renamed, by: Headquarters.caller).repeated)
            let offices = try await node.client.offices(by: .unnamed)
            let shown = try #require(offices.first { $0.id == Headquarters.society })
            #expect(shown.name == "中国理论与应用力学学会" && shown.syncState == "hosted")
            for (office, name, level, field) in [
                ("有空格 的", "学会", "society", "office"), ("S02", "", "society", "name"),
                ("S02", "学会", "club", "level"),
            ] {
                let error = try await Headquarters.refusal {
                    try await node.client.host(
                        HostedOfficeDraft(office: office, name: name, level: level),
                        by: Headquarters.caller
                    )
                }
                #expect(error.code == .invalid && error.field == field, "\(field): \(error)")
            }
        }
    }

    @Test("who did what is listed in words, the node's own acts too, and the log verified")
    func audit() async throws {
        try await Headquarters.run { node in
            let report = Headquarters.report()
            _ = try await node.client.submit([report], by: Caller(user: "张三"))
            #expect(try await node.client.submit([report], by: Caller(user: "王五")).repeated)
            let page = try await node.client.audit(AuditQuery(), PageRequest(), by: .unnamed)
            #expect(page.total == page.items.count)
            let first = try #require(page.items.first)
            #expect(first.words.chinese == "张三 报送进展报告 \(report.period)")
            #expect(first.words.english == "张三 reported \(report.period)")
            #expect(first.records.hasPrefix("reports/"))
            let own = try #require(page.items.last)
            #expect(own.action == "node-set-up" && own.user == nil)
            #expect(own.words.chinese.hasPrefix("本节点 "))
            let narrowed = try await node.client.audit(
                AuditQuery(user: "张三"),
                PageRequest(limit: 1),
                by: .unnamed
            )
            #expect(narrowed.items == [first] && narrowed.total == 1 && narrowed.next == nil)
            let nobody = try await node.client.audit(
                AuditQuery(user: "王五"),
                PageRequest(),
                by: .unnamed
            )
            #expect(nobody.items.isEmpty)
            let found = try await node.client.verifyAudit(by: .unnamed)
            #expect(found.holds && found.rows == page.total && found.last == first.number)
            #expect(found.lastAt == first.at && found.firstAt == own.at)
        }
    }

    @Test("what an examination finds is told until another one finds nothing")
    func examination() async throws {
        try await Headquarters.run { node in
            /// The alarms, the health check's answer and the number of events.
            func status() async throws -> [String] {
                let address = try #require(URL(string: "\(node.access.address)"))
                let web = TestClient(host: "127.0.0.1", port: try #require(address.port))
                web.connect()
                let health = try await web.get("/healthz", headers: [.init("Host")!: "127.0.0.1"])
                try await web.shutdown()
                let events = try await node.client.events(PageRequest(), by: .unnamed).items
                let told = events.count { $0.kind == "verify-failed" }
                return try await node.client.status(by: .unnamed).alarms.map(\.kind)
                    + ["\(health.status.code)", "\(told)"]
            }
            #expect(try await node.client.verify(by: .unnamed).problems.isEmpty)
            #expect(try await status() == ["200", "0"])
            let root = "\(IdentityFolder(dataFolder: node.dataFolder).path)/root.pem"
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: root)
            #expect(try await node.client.verify(by: .unnamed).problems.count == 1)
            #expect(try await status() == ["verify-failed", "503", "1"])
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: root)
            #expect(try await status() == ["verify-failed", "503", "1"])
            #expect(try await node.client.verify(by: .unnamed).problems.isEmpty)
            #expect(try await status() == ["200", "1"])
        }
    }

    @Test("an invited office has a node of its own: nobody writes for it here")
    func invitation() async throws {
        try await Headquarters.run { node in
            func invite(_ office: String, hours: Int) async throws -> Invitation {
                try await node.client.invite(
                    InvitationDraft(
                        office: office,
                        name: "四川省科协",
                        level: "provincial",
                        validHours: hours
                    ),
                    by: Headquarters.caller
                )
            }
            let first = try await invite("510000", hours: 24)
            let second = try await invite("510000", hours: 1)
            #expect(first.office == "510000" && first.token != second.token)
            #expect(first.expiresAt > second.expiresAt)
            for (office, hours, field) in [
                ("510000", 0, "validHours"), ("510000", 25, "validHours"), ("51/00", 1, "office"),
                ("100000", 1, "office"),
            ] {
                let error = try await Headquarters.refusal {
                    try await invite(office, hours: hours)
                }
                #expect(error.code == .invalid && error.field == field, "\(field): \(error)")
            }
            let error = try await Headquarters.refusal {
                try await node.client.submit(
                    [Headquarters.report(office: "510000")],
                    by: Headquarters.caller
                )
            }
            #expect(error.code == .forbidden)
            #expect(error.field == "reports[0].office")
        }
    }

    @Test(
        "a reorganisation said by mistake is taken back: the office counts as before",
        arguments: [
            ReorganisationDraft(kind: "move", offices: ["510000"], to: ["100000"]),
            ReorganisationDraft(kind: "merge", offices: ["510000-N", "510000-S"], to: ["510000"]),
        ]
    )
    func takenBack(_ back: ReorganisationDraft) async throws {
        try await Headquarters.run { node in
            _ = try await node.client.invite(
                InvitationDraft(
                    office: "510000",
                    name: "四川省科协",
                    level: "provincial",
                    validHours: 1
                ),
                by: Headquarters.caller
            )
            let split = ReorganisationDraft(
                kind: "split",
                offices: ["510000"],
                to: ["510000-N", "510000-S"]
            )
            let before = try await Self.counted(node, directive: "1")
            let said = try await node.client.reorganise(split, by: Headquarters.caller)
            #expect(said.notInvited == ["100000/510000-N", "100000/510000-S"])
            #expect(try await Self.counted(node, directive: "2") == before - 1)
            #expect(try await Self.movedTo(node) != nil)
            #expect(try await !node.client.reorganise(back, by: Headquarters.caller).repeated)
            #expect(try await Self.counted(node, directive: "3") == before)
            #expect(try await Self.movedTo(node) == nil)
            #expect(try await node.client.reorganise(back, by: Headquarters.caller).repeated)
            // What was taken back can be said again.
            #expect(try await !node.client.reorganise(split, by: Headquarters.caller).repeated)
            #expect(try await Self.movedTo(node) != nil)
            #expect(try await node.client.verify(by: .unnamed).problems == [])
        }
    }

    private static func movedTo(_ node: RunningNode) async throws -> [String]? {
        try await node.client.offices(by: .unnamed).first { $0.id == "510000" }?.movedTo
    }

    /// How many offices a directive to all is addressed to.
    private static func counted(_ node: RunningNode, directive digit: Character) async throws -> Int
    {
        let draft = Headquarters.directive(
            id: String(repeating: digit, count: 32),
            number: "科协发学字〔2015〕\(digit)号",
            recipients: ["all"]
        )
        _ = try await node.client.issue(draft, by: Headquarters.caller)
        return try await node.client.directive(draft.id, by: .unnamed).summary.recipients
    }

    @Test(
        "offices of which nothing is asked are beside those that are expected, and who has gone counts once"
    )
    func coverage() async throws {
        try await Headquarters.run { node in
            func coverage() async throws -> [Coverage] {
                let found = try await node.client.dashboard(
                    office: nil,
                    period: "2018H1",
                    after: nil,
                    timeoutSeconds: 0,
                    by: .unnamed
                ).coverage
                let now = try await node.client.masthead(by: .unnamed).now
                for times in found.map({ ($0.oldestAt ?? 0, $0.newestAt ?? 0) }) {
                    #expect(0 < times.0 && times.0 <= times.1 && times.1 <= now)
                }
                return found.map(\.counts)
            }
            func report(_ digit: Character, _ office: String, _ indicator: String) async throws {
                let draft = Headquarters.report(
                    id: String(repeating: digit, count: 32),
                    office: office,
                    indicator: indicator
                )
                _ = try await node.client.submit([draft], by: Headquarters.caller)
            }
            // Nobody has asked the societies: none of them is missing.
            func expected(others: Int) -> [Coverage] {
                [Coverage(period: "2018H1", reported: 0, expected: 0, others: others)]
            }
            let next = "100000-S02"
            try await report("1", Headquarters.society, "training.held")
            #expect(try await coverage() == expected(others: 1))
            _ = try await node.client.host(
                HostedOfficeDraft(office: next, name: "中国物理学会", level: "society"),
                by: Headquarters.caller
            )
            let merger = ReorganisationDraft(
                kind: "merge",
                offices: [Headquarters.society],
                to: [next]
            )
            _ = try await node.client.reorganise(merger, by: Headquarters.caller)
            #expect(try await coverage() == expected(others: 1))
            try await report("2", next, "briefs.issued")
            #expect(try await coverage() == expected(others: 2))
            // Its figure now stands for that of the one that has gone, which counts no more.
            try await report("3", next, "training.held")
            #expect(try await coverage() == expected(others: 1))
        }
    }

    @Test("a wrong key opens nothing")
    func wrongKey() async throws {
        try await Headquarters.run { node in
            let access = try NodeAccess(
                address: node.access.address,
                token: String(repeating: "A", count: 43)
            )
            try await OfficeClient.withClient(access) { client in
                let reading = try await Headquarters.refusal {
                    try await client.status(by: .unnamed)
                }
                #expect(reading.code == .unauthenticated)
                let writing = try await Headquarters.refusal {
                    try await client.submit([Headquarters.report()], by: Headquarters.caller)
                }
                #expect(writing.code == .unauthenticated)
            }
            #expect(
                try await node.client.reports(office: nil, PageRequest(), by: .unnamed).total == 0
            )
        }
    }

    @Test(
        "a place that a list has not given out, and other wrong questions, are answered in good order"
    )
    func questions() async throws {
        try await Headquarters.run { node in
            let client = node.client
            // Keys of the right form, behind which nothing lies.
            let last = PageRequest(after: "d-1.1.ab", limit: 1)
            #expect(try await client.directives(last, by: .unnamed).items.isEmpty)
            #expect(
                try await client.quarantine(PageRequest(after: "q0", limit: 1), by: .unnamed).items
                    .isEmpty
            )
            let first = PageRequest(after: "d-1.1.ab", limit: 1)
            #expect(try await client.reports(office: nil, first, by: .unnamed).items.isEmpty)
            for text in ["5", "d1", "r1.2", "../..", "x", "100000//1"] {
                let page = PageRequest(after: text)
                let refusals = [
                    try await Headquarters.refusal {
                        try await client.directives(page, by: .unnamed)
                    },
                    try await Headquarters.refusal {
                        try await client.quarantine(page, by: .unnamed)
                    },
                    try await Headquarters.refusal { try await client.events(page, by: .unnamed) },
                    try await Headquarters.refusal {
                        try await client.audit(AuditQuery(), page, by: .unnamed)
                    },
                    try await Headquarters.refusal { try await client.feeds(page, by: .unnamed) },
                    try await Headquarters.refusal {
                        try await client.unknownRecords(page, by: .unnamed)
                    },
                    try await Headquarters.refusal {
                        try await client.reports(office: nil, page, by: .unnamed)
                    },
                    try await Headquarters.refusal { try await client.links(page, by: .unnamed) },
                ]
                for refusal in refusals {
                    #expect(refusal.code == .malformed && refusal.field == "after", "\(text)")
                    #expect(refusal.rule == APIError.cursorRule)
                }
            }
            let period = try await Headquarters.refusal {
                try await node.client.dashboard(
                    office: nil,
                    period: "2018-13",
                    after: nil,
                    timeoutSeconds: 0,
                    by: .unnamed
                )
            }
            #expect(period.code == .invalid && period.field == "period")
            let office = try await Headquarters.refusal {
                try await node.client.reports(office: "999999", PageRequest(), by: .unnamed)
            }
            #expect(office.code == .notFound && office.field == "office")
        }
    }
}
