import Admin
import OfficeWork
import Testing

@testable import Node

/// As people and programs use it, over HTTP, against a whole node.
@Suite("Reports over a node's API", .serialized, .timeLimit(.minutes(10)))
struct ReportAPITests {
    @Test("a report counts, a repeat does not, and another one under its id is refused")
    func reports() async throws {
        try await Headquarters.run { node in
            let client = node.client
            let first = try await client.submit(
                [Headquarters.report(office: Headquarters.society)],
                by: Headquarters.caller
            )
            #expect(!first.repeated)
            let again = try await client.submit(
                [Headquarters.report(office: Headquarters.society)],
                by: Headquarters.caller
            )
            #expect(again.repeated && again.ids == first.ids)
            let error = try await Headquarters.refusal {
                try await client.submit(
                    [Headquarters.report(office: Headquarters.society, title: "另一份报告")],
                    by: Headquarters.caller
                )
            }
            #expect(error.code == .conflict && error.field == "reports[0].id")
            // A corrected figure under the old id must not be taken for a repeat and lost.
            let corrected = try await Headquarters.refusal {
                try await client.submit(
                    [Headquarters.report(office: Headquarters.society, value: "13")],
                    by: Headquarters.caller
                )
            }
            #expect(corrected.code == .conflict && corrected.field == "reports[0].id")
            let rows = try await client.dashboard(
                office: nil,
                period: "2018H1",
                after: nil,
                timeoutSeconds: 0,
                by: .unnamed
            ).rows
            #expect(rows.map(\.total) == ["12"])
            #expect(rows.first?.children.map(\.office) == [Headquarters.society])
            let listed = try await client.reports(
                office: Headquarters.society,
                PageRequest(),
                by: .unnamed
            )
            #expect(listed.items.map(\.user) == ["李四"])
            #expect(try await client.verify(by: .unnamed).problems.isEmpty)
        }
    }

    @Test(
        "a dashboard shows the newest period that has begun, and its direct children page by page"
    )
    func latestPeriod() async throws {
        try await Headquarters.run { node in
            let client = node.client
            let toCome = "\(CivilDate(milliseconds: SystemTime.milliseconds()).year + 1)Q1"
            for (index, period) in ["2017", "2018H1", "2018Q2", toCome].enumerated() {
                let report = ReportDraft(
                    id: "1111222233334444555566667777888\(index)",
                    office: Headquarters.society,
                    title: "进展",
                    period: period,
                    text: "",
                    points: [
                        DataPointDraft(
                            indicator: "funding.fiscal",
                            period: period,
                            value: "350000.5"
                        )
                    ]
                )
                _ = try await client.submit([report], by: Headquarters.caller)
            }
            let latest = try await client.dashboard(
                DashboardQuery(period: DashboardQuery.latest, indicator: "funding.fiscal"),
                by: .unnamed
            )
            #expect(latest.period == "2018Q2")
            #expect(latest.periods == ["2018Q2", "2018H1", "2017", toCome])
            #expect(latest.rows.map(\.total) == ["350000.50"])
            #expect(latest.rows.first?.children.map(\.office) == [Headquarters.society])
            #expect(latest.childrenTotal == 1 && latest.childrenNext == nil)
            let last = "100000/\(Headquarters.society)"
            let beyond = try await client.dashboard(
                DashboardQuery(children: PageRequest(after: last, limit: 1)),
                by: .unnamed
            )
            #expect(beyond.rows.map(\.period) == [toCome, "2018Q2", "2018H1", "2017"])
            #expect(beyond.coverage.map(\.period) == beyond.rows.map(\.period))
            #expect(beyond.rows.allSatisfy { $0.children.isEmpty } && beyond.childrenTotal == 1)
            let version = try await client.storeVersion(after: 0, timeoutSeconds: 60, by: .unnamed)
            #expect(version.storeVersion == latest.storeVersion)
        }
    }

    private static let otherID = "22222222333344445555666677778888"

    @Test("a report is shown with the figures that it gave, and what a later one has made of them")
    func detail() async throws {
        try await Headquarters.run { node in
            let client = node.client
            let first = ReportDraft(
                id: "11112222333344445555666677778888",
                office: nil,
                title: "上半年进展",
                period: "2018H1",
                text: "顺利",
                points: [
                    DataPointDraft(indicator: "training.held", value: "12"),
                    DataPointDraft(indicator: "briefs.issued", period: "2017", value: "3"),
                ]
            )
            // Of one call and about one period: the figures of both are one record.
            let second = Headquarters.report(id: Self.otherID, title: "更正", value: "13")
            _ = try await client.submit([first, second], by: Headquarters.caller)
            let detail = try await client.report(first.id, office: nil, by: .unnamed)
            let told = detail.figures.map { figure in
                let correction = figure.correction.map { " → \($0.value) \($0.user ?? "?")" }
                return "\(figure.indicator) \(figure.period) \(figure.value)" + (correction ?? "")
            }
            #expect(
                told.sorted() == ["briefs.issued 2017 3", "training.held 2018H1 12 → 13 李四"]
            )
            #expect(detail.summary.user == "李四" && detail.summary.text == "顺利")
            #expect(detail.way.map(\.state) == ["written"])
            let later = try await client.report(Self.otherID, office: nil, by: .unnamed)
            #expect(later.figures.map(\.value) == ["13"])
            #expect(later.figures.allSatisfy { $0.correction == nil })
            // The second report's figures lie in the change after that of both reports.
            #expect(later.author == detail.author && later.change == detail.change)
        }
    }

    @Test(
        "a second report with other figures says what it replaces, and its page what was said before"
    )
    func replaces() async throws {
        try await Headquarters.run { node in
            let client = node.client
            let first = Headquarters.report(value: "12")
            #expect(try await client.submit([first], by: Headquarters.caller).replaces == nil)
            let second = Headquarters.report(id: Self.otherID, title: "更正", value: "13")
            let answer = try await client.submit([second], by: Headquarters.caller)
            #expect(answer.replacedCount == 1)
            let replaced = try #require(answer.replaces?.first)
            #expect(replaced.kind == "figure" && replaced.indicator == "training.held")
            #expect(replaced.period == "2018H1" && replaced.values == ["12"])
            #expect(replaced.new == "13" && replaced.office == "100000")
            let shown = try await client.report(Self.otherID, office: nil, by: .unnamed).figures
            #expect(shown.map(\.earlier?.value) == ["12"])
            #expect(shown.map(\.earlier?.report) == [first.id])
            #expect(shown.map(\.earlier?.user) == ["李四"])
            let before = try await client.report(first.id, office: nil, by: .unnamed).figures
            #expect(before.map(\.correction?.value) == ["13"])
            #expect(before.allSatisfy { $0.earlier == nil })
        }
    }

    @Test("an id that two offices have used takes the office's name; what is not here is not found")
    func ambiguousID() async throws {
        try await Headquarters.run { node in
            let client = node.client
            let own = Headquarters.report()
            let hosted = Headquarters.report(office: Headquarters.society, value: "7")
            _ = try await client.submit([own], by: Headquarters.caller)
            _ = try await client.submit([hosted], by: Headquarters.caller)
            let error = try await Headquarters.refusal {
                try await client.report(own.id, office: nil, by: .unnamed)
            }
            #expect(error.code == .conflict && error.field == "office")
            let found = try await client.report(own.id, office: Headquarters.society, by: .unnamed)
            #expect(found.figures.map(\.value) == ["7"])
            #expect(found.way.map(\.state) == ["written", "here"])
            for reference in [Self.otherID, "none"] {
                let missing = try await Headquarters.refusal {
                    try await client.report(reference, office: nil, by: .unnamed)
                }
                #expect(missing.code == .notFound && missing.field == "report")
            }
        }
    }

    @Test("the list of reports is narrowed by office, period and indicator")
    func filter() async throws {
        try await Headquarters.run { node in
            let client = node.client
            let drafts = [
                Headquarters.report(),
                Headquarters.report(
                    id: Self.otherID,
                    office: Headquarters.society,
                    period: "2018Q1",
                    indicator: "briefs.issued"
                ),
            ]
            _ = try await client.submit(drafts, by: Headquarters.caller)
            func ids(_ query: ReportQuery) async throws -> [String] {
                let page = try await client.reports(query, PageRequest(), by: .unnamed)
                #expect(page.total == page.items.count)
                return page.items.map(\.id)
            }
            #expect(try await ids(ReportQuery(period: "2018H1")) == [drafts[0].id])
            #expect(try await ids(ReportQuery(period: "2018")) == [])
            #expect(try await ids(ReportQuery(indicator: "briefs.issued")) == [drafts[1].id])
            let society = Headquarters.society
            #expect(
                try await ids(ReportQuery(office: society, period: "2018Q1")) == [drafts[1].id]
            )
            #expect(try await ids(ReportQuery(office: society, indicator: "training.held")) == [])
            let error = try await Headquarters.refusal {
                try await ids(ReportQuery(indicator: "x"))
            }
            #expect(error.code == .invalid && error.field == "indicator")
        }
    }

    @Test("of several reports with one fault none is written")
    func allOrNothing() async throws {
        try await Headquarters.run { node in
            let drafts = [
                Headquarters.report(),
                Headquarters.report(id: "22222222333344445555666677778888", value: "zwölf"),
            ]
            let error = try await Headquarters.refusal {
                try await node.client.submit(drafts, by: Headquarters.caller)
            }
            #expect(error.code == .invalid && error.field == "reports[1].points[0].value")
            #expect(
                try await node.client.reports(office: nil, PageRequest(), by: .unnamed).total == 0
            )
        }
    }

    @Test("one id twice in one call is refused")
    func idTwice() async throws {
        try await Headquarters.run { node in
            let drafts = [
                Headquarters.report(), Headquarters.report(title: "另一份报告", period: "2018H2"),
            ]
            let error = try await Headquarters.refusal {
                try await node.client.submit(drafts, by: Headquarters.caller)
            }
            #expect(error.field == "reports[1].id")
            #expect(
                try await node.client.reports(office: nil, PageRequest(), by: .unnamed).total == 0
            )
        }
    }

    @Test("what is wrong with a report is named by field and rule")
    func wrongReports() async throws {
        try await Headquarters.run { node in
            let cases: [(ReportDraft, String, APIError.Code)] = [
                (Headquarters.report(id: ""), "reports[0].id", .invalid),
                (Headquarters.report(period: "2018-13"), "reports[0].period", .invalid),
                (Headquarters.report(value: "-1"), "reports[0].points[0].value", .invalid),
                (Headquarters.report(value: "1.5"), "reports[0].points[0].value", .invalid),
                (
                    Headquarters.report(value: "99999999999999999999"),
                    "reports[0].points[0].value",
                    .invalid
                ),
                (
                    Headquarters.report(indicator: "nothing"), "reports[0].points[0].indicator",
                    .invalid
                ),
                (Headquarters.report(unit: "yuan"), "reports[0].points[0].unit", .invalid),
                (Headquarters.report(office: "999999"), "reports[0].office", .notFound),
            ]
            for (draft, field, code) in cases {
                let error = try await Headquarters.refusal {
                    try await node.client.submit([draft], by: Headquarters.caller)
                }
                #expect(error.code == code && error.field == field, "\(field): \(error)")
            }
            let none = try await Headquarters.refusal {
                try await node.client.submit([], by: Headquarters.caller)
            }
            #expect(none.rule == "report-count")
        }
    }

    @Test("a waiting dashboard answers as soon as there is news")
    func longPoll() async throws {
        try await Headquarters.run { node in
            let version = try await node.client.status(by: .unnamed).storeVersion
            async let waiting = node.client.dashboard(
                office: nil,
                period: nil,
                after: version,
                timeoutSeconds: 60,
                by: .unnamed
            )
            let written = try await node.client.submit(
                [Headquarters.report()],
                by: Headquarters.caller
            )
            let news = try await waiting
            #expect(news.storeVersion > version)
            #expect(news.storeVersion >= written.storeVersion)
            #expect(news.rows.map(\.total) == ["12"])
            // Nothing new: the answer comes when the time is over, with what there is.
            let same = try await node.client.dashboard(
                office: nil,
                period: nil,
                after: news.storeVersion + 1_000,
                timeoutSeconds: 0,
                by: .unnamed
            )
            #expect(same.rows == news.rows)
        }
    }
}
