import Admin
import Foundation
import Synchronization
import Testing

@testable import AdminCommand

@Suite("Commands that read")
struct ReadingCommandTests {
    private static let lists: [(arguments: [String], says: String)] = [
        (["offices"], "还没有单位。"), (["directive", "list"], "还没有文件。"),
        (["report", "list"], "还没有进展报告。"), (["feeds"], "还没有源。"), (["links"], "没有连接。"),
        (["quarantine"], "没有被隔离的内容。"), (["events"], "还没有事件。"),
        (["audit", "list"], "审计日志中没有记录。"),
    ]

    @Test("an empty list says so in words", arguments: lists)
    func emptyList(arguments: [String], says: String) async {
        let outcome = await CommandRunner.run(
            arguments: arguments + ["--lang", "zh"],
            office: StubOffice()
        )
        #expect(outcome.status == .success)
        #expect(outcome.output == says + "\n")
    }

    @Test("a directive is shown with its replies, what they took the place of, and the way on")
    func replies() async {
        let reply = ReplySummary(
            directive: Samples.id,
            office: "510000",
            officeName: "四川省科协",
            text: "定稿",
            user: "王敏",
            at: Samples.now,
            earlier: [EarlierReply(text: "初稿", user: "李四", at: Samples.now - 1_000)]
        )
        let page = ReplyPage(items: [reply], total: 3, next: "1:510000")
        let office = StubOffice { $0.directive = Samples.directiveDetail.with(page) }
        let first = await CommandRunner.run(arguments: ["directive", "show", "x"], office: office)
        #expect(first.output.contains("Replies of 3 offices\n"))
        #expect(first.output.contains("李四): 初稿\n"), "\(first.output)")
        #expect(first.output.hasSuffix("There are more: add --after 1:510000\n"))
        #expect(office.asked.calls == ["directive x"])
        let next = await CommandRunner.run(
            arguments: ["directive", "show", "x", "--after", "1:510000", "--limit", "1"],
            office: office
        )
        #expect(next.status == .success)
        #expect(office.asked.calls.last == "replies \(Samples.directive.id) 1:510000 1")
    }

    @Test(
        "whoever is shown a directive of the own office has opened it, and reads it whatever becomes of that"
    )
    func opening() async {
        for refusal in [nil, APIError(.unavailable, chinese: "磁盘已满", english: "the disk is full")] {
            let office = StubOffice {
                $0.directive = DirectiveDetail(
                    summary: Samples.directive,
                    body: "一、请报送。",
                    recipients: ["510000"],
                    awaitsOpening: true,
                    replies: []
                )
                $0.refusal = refusal
            }
            let outcome = await CommandRunner.run(
                arguments: ["directive", "show", "x"],
                office: office
            )
            #expect(outcome.status == .success && outcome.output.contains("一、请报送。"))
            let id = Samples.directive.id
            let again = refusal == nil ? ["directive \(id)"] : []
            #expect(office.asked.calls == ["directive x", "open \(id)"] + again)
        }
    }

    @Test("a page of directives is aligned and says how many more there are")
    func directives() async {
        let office = StubOffice {
            $0.directives = Page(items: [Samples.directive], total: 10, next: "d2.3")
        }
        let outcome = await CommandRunner.run(
            arguments: ["directive", "list", "--after", "d1.2", "--limit", "1"],
            office: office
        )
        #expect(office.asked.calls == ["directives d1.2 1"])
        #expect(
            outcome.output == """
                Directives (10)
                Number                  Title               Issuer    Urgency  Issued      Reply by    To  Arrived  Signed  Replied  Overdue
                ──────────────────────  ──────────────────  ────────  ───────  ──────────  ──────────  ──  ───────  ──────  ───────  ───────
                科协发学字〔2015〕60号  关于报送情况的通知  中国科协  normal   2015-07-17  2015-10-31  32        2       1        0        0
                There are more: add --after d2.3

                """
        )
    }

    @Test("the trace says what is still coming up, what is to settle, and who joined later")
    func unfinishedTrace() async {
        let step = TraceStep(
            office: "510100",
            officeName: "成都市科协",
            level: "city",
            addressed: true,
            state: "replied",
            reached: ["received", "verified", "opened", "answered"],
            repliedAt: Samples.now,
            replyConflict: true,
            comingUp: true,
            basis: .unknown
        )
        let trace = DirectiveTrace(
            directive: Samples.directive,
            steps: [step],
            joinedLater: [OfficeName(office: "510700", officeName: "绵阳市科协")],
            asOf: Samples.now
        )
        let outcome = await CommandRunner.run(
            arguments: ["--lang", "zh", "directive", "trace", "科协发学字〔2015〕60号"],
            office: StubOffice { $0.trace = trace }
        )
        #expect(outcome.output.contains("仍在上报中"), "\(outcome.output)")
        #expect(outcome.output.contains("回复待定"))
        #expect(outcome.output.hasSuffix("后加入：绵阳市科协 (510700)\n"), "\(outcome.output)")
    }

    @Test("the trace shows who has it and how far it came")
    func trace() async {
        let outcome = await CommandRunner.run(
            arguments: ["--lang", "zh", "directive", "trace", "科协发学字〔2015〕60号"],
            office: StubOffice()
        )
        #expect(
            outcome.output.hasSuffix(
                """
                单位                 级别  状态                送达（北京时间）     已阅                 签收                 签收人  回复  已到
                ───────────────────  ────  ──────────────────  ───────────────────  ───────────────────  ───────────────────  ──────  ────  ──────
                四川省科协 (510000)  省级  已签收              2018-05-03 14:22:07  2018-05-03 14:22:37  2018-05-03 14:23:07  张三    —     —
                成都市科协 (510100)  市级  未确认送达（转递）  —                    —                    —                    —       —     510000

                """
            )
        )
    }

    @Test("what folds tell of offices further down is shown with the time by which it was so")
    func foldedTrace() async {
        let reached = ["received", "verified", "opened", "signed", "answered"]
        let steps = [(TraceStep.Basis.fold, 4), (.fold, 2), (.atLeast, 5)].map { basis, count in
            TraceStep(
                office: "510104",
                officeName: "锦江区科协",
                level: "county",
                addressed: true,
                state: "overdue",
                reached: Array(reached.prefix(count)),
                basis: basis,
                knownAt: Samples.now
            )
        }
        let trace = DirectiveTrace(directive: Samples.directive, steps: steps, asOf: Samples.now)
        let outcome = await CommandRunner.run(
            arguments: ["directive", "trace", "科协发学字〔2015〕60号"],
            office: StubOffice { $0.trace = trace }
        )
        let rows = outcome.output.split(separator: "\n").suffix(3).map {
            $0.split(separator: " ").dropFirst(4).joined(separator: " ")
        }
        let (exact, by) = ("2018-05-03 14:22:07", "no later than 2018-05-03 14:22:07")
        #expect(
            rows == [
                "\(by) \(by) \(exact) — — —", "\(exact) — — — — —",
                "\(by) \(by) \(by) — \(by) —",
            ]
        )
    }

    @Test("a link of which nobody knows what waits for it says so")
    func unknownBacklog() async {
        let sample = Samples.linkVerification("offline").link
        let link = LinkSummary(
            peer: sample.peer,
            peerName: sample.peerName,
            direction: sample.direction,
            address: sample.address,
            state: "offline",
            sendBehind: nil,
            receiveBehind: 0,
            scopeDigest: sample.scopeDigest,
            scopeStateDigest: sample.scopeStateDigest,
            bytesIn: 1,
            bytesOut: 2
        )
        let outcome = await CommandRunner.run(
            arguments: ["links"],
            office: StubOffice { $0.links = [link] }
        )
        let words = outcome.output.split(separator: "\n").last?.split(separator: " ").map { $0 }
        #expect(words?.dropFirst(4).prefix(3) == ["offline", "—", "0"])
    }

    @Test("JSON is the API's value with keys in order")
    func json() async throws {
        let outcome = await CommandRunner.run(
            arguments: ["status", "--json"],
            office: StubOffice()
        )
        let read = try JSONDecoder().decode(NodeStatus.self, from: Data(outcome.output.utf8))
        #expect(read == Samples.status)
        let keys = outcome.output.matches(of: /\n  "([A-Za-z]+)"/).map { String($0.1) }
        #expect(keys == keys.sorted())
        #expect(keys.count == 26)
    }

    @Test(
        "status says its verdict first, and names the office, the quarantine and the lack of links"
    )
    func status() async {
        let outcome = await CommandRunner.run(arguments: ["status"], office: StubOffice())
        #expect(outcome.output.hasPrefix("Verdict        No links yet: "))
        #expect(!outcome.output.contains(Samples.status.stateDigest))
        #expect(outcome.output.contains("\(Samples.status.stateDigest.prefix(16))…"))
        #expect(outcome.output.contains("Office         四川省科学技术协会 (510000)\n"))
        #expect(outcome.output.contains("Started        2018-05-03 13:22:07 (1 h ago)\n"))
        #expect(outcome.output.contains("2 (see cast-admin quarantine)"))
        #expect(outcome.output.hasSuffix("\nNo links.\n"))
    }

    @Test("a reason in quarantine that holds an escape sequence cannot paint the screen")
    func quarantine() async {
        let item = QuarantineItem(
            id: 4,
            reason: "bad-signature",
            messageChinese: "签名不对\u{1B}[2J",
            messageEnglish: "wrong signature\u{1B}[2J",
            peer: "510100",
            bytes: 300,
            receivedAt: Samples.now
        )
        let office = StubOffice { $0.quarantine = Page(items: [item], total: 1) }
        let outcome = await CommandRunner.run(arguments: ["quarantine"], office: office)
        #expect(outcome.output.contains("the signature is not valid  wrong signature\u{FFFD}[2J\n"))
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test("verify exits 1 when there are problems or the digests differ")
    func verify() async {
        #expect(
            await CommandRunner.run(arguments: ["verify"], office: StubOffice()).status == .success
        )
        let bad: [VerifyReport] = [
            Self.report(problems: [VerifyProblem("源 x：散列有误", "feed x: wrong hash")], rebuilt: "bb"),
            Self.report(problems: [], rebuilt: "cc"),
        ]
        for report in bad {
            let office = StubOffice { $0.verify = report }
            let outcome = await CommandRunner.run(arguments: ["verify"], office: office)
            #expect(outcome.status == .problemsFound)
            #expect(outcome.errors.isEmpty)
            #expect(outcome.output.hasSuffix("Problems found: 1.\n"))
        }
    }

    @Test("verify says each problem in the reader's language and in no other")
    func verifyLanguage() async {
        let report = Self.report(
            problems: [VerifyProblem("源 x：散列有误", "feed x: wrong hash")],
            rebuilt: "bb"
        )
        for (language, said) in [("zh", "- 源 x：散列有误\n"), ("en", "- feed x: wrong hash\n")] {
            let outcome = await CommandRunner.run(
                arguments: ["verify", "--lang", language],
                office: StubOffice { $0.verify = report }
            )
            #expect(outcome.output.contains(said), "\(outcome.output)")
        }
    }

    @Test("verify link prints the certificate, and exits 1 unless both ends have just signed")
    func verifyLink() async {
        for (result, status) in [
            ("equal", ExitStatus.success), ("different", .problemsFound),
            ("offline", .problemsFound),
        ] {
            let office = StubOffice { $0.linkVerification = Samples.linkVerification(result) }
            let outcome = await CommandRunner.run(
                arguments: ["verify", "link", "510000", "--timeout", "3"],
                office: office
            )
            #expect(outcome.status == status)
            #expect(outcome.output.contains(String(repeating: "a", count: 64)))
            #expect(outcome.output.contains("both are good"))
            #expect(office.asked.calls == ["verify link 510000 3"])
        }
    }

    @Test("a report is shown with its figures, what has been corrected, and where it is saved")
    func report() async {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: ["report", "show", Samples.id, "--lang", "en"],
            office: office
        )
        #expect(outcome.status == .success)
        #expect(office.asked.calls == ["report \(Samples.id) -"])
        let lines = outcome.output.split(separator: "\n").map { line in
            line.split(separator: " ").joined(separator: " ")
        }
        #expect(lines.contains("Briefs 2018Q2 3 — issue 3 — —"))
        #expect(lines.contains("Training 2018Q2 12 — session 13 2018-05-03 14:23:07 李四"))
        #expect(lines.contains("成都市科协 (510100) city written 2018-05-03 14:22:07"))
        #expect(
            lines.contains("四川省科协 (510000) provincial saved, as it confirms 2018-05-03 14:22:08")
        )
        #expect(lines.contains("中国科协 (100000) national not known —"))
    }

    @Test("the list of reports is asked for by office, period and indicator")
    func reportList() async {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: [
                "report", "list", "--office", "510100", "--period", "2018Q2", "--indicator",
                "briefs.issued",
            ],
            office: office
        )
        #expect(outcome.status == .success)
        #expect(office.asked.calls == ["reports 510100 2018Q2 briefs.issued"])
        let wrong = await CommandRunner.run(
            arguments: ["report", "list", "--period", "2018Q5"],
            office: StubOffice()
        )
        #expect(wrong.status == .usage)
    }

    private static func report(problems: [VerifyProblem], rebuilt: String) -> VerifyReport {
        VerifyReport(
            feeds: 1,
            changes: 1,
            records: 1,
            problems: problems,
            stateDigest: "bb",
            rebuiltDigest: rebuilt,
            seconds: "0.1"
        )
    }

    @Test("the dashboard names who is missing, and counts others beside those that are expected")
    func dashboardOthers() async {
        let coverage = Coverage(
            period: "2018Q2",
            reported: 2,
            expected: 4,
            others: 1,
            missing: [OfficeName(office: "510000", officeName: "四川省科协")]
        )
        let office = StubOffice {
            $0.dashboards = [
                .success(Samples.dashboard(total: "120", storeVersion: 7, coverage: coverage))
            ]
        }
        let outcome = await CommandRunner.run(
            arguments: ["dashboard", "--lang", "en"],
            office: office
        )
        #expect(
            outcome.output.contains("Besides: offices with figures that were not asked to report"),
            "\(outcome.output)"
        )
        #expect(
            outcome.output.hasSuffix("2018Q2, missing: 四川省科协 (510000), and 1 more\n"),
            "\(outcome.output)"
        )
    }

    @Test("the dashboard shows totals, children and who has reported")
    func dashboard() async {
        let office = StubOffice {
            $0.dashboards = [.success(Samples.dashboard(total: "120", storeVersion: 7))]
        }
        let outcome = await CommandRunner.run(
            arguments: ["dashboard", "--lang", "zh"],
            office: office
        )
        #expect(
            outcome.output == """
                指标汇总：中国科协 (100000) · 2018Q2
                截至 2018-05-03 14:22:07（北京时间），存储版本 7
                指标    报告期  总计  单位  算法  本级  四川省科协  家数
                ──────  ──────  ────  ────  ────  ────  ──────────  ────
                会员数  2018Q2   120  人    合计     —         120     2

                报送情况
                报告期  已报  应报
                ──────  ────  ────
                2018Q2     2    32

                """
        )
    }

    @Test(
        "children that have no room as columns are spoken of, and listed one a line when asked for"
    )
    func dashboardChildren() async {
        let cells = (1...6).map {
            DashboardCell(
                office: "51000\($0)",
                officeName: "单位\($0)",
                total: "350000.50",
                offices: 1
            )
        }
        let office = StubOffice {
            let one = Samples.dashboard(total: "2100003.00", storeVersion: 7, children: cells)
            $0.dashboards = [.success(one), .success(one)]
        }
        let folded = await CommandRunner.run(
            arguments: ["dashboard", "--lang", "zh"],
            office: office
        )
        #expect(folded.output.contains("2,100,003.00"), "\(folded.output)")
        #expect(folded.output.contains("有 6 个单位有数据，未逐个列出"), "\(folded.output)")
        #expect(!folded.output.contains("单位6"))
        let listed = await CommandRunner.run(
            arguments: ["dashboard", "--lang", "zh", "--indicator", "members"],
            office: office
        )
        #expect(listed.output.contains("单位6 (510006)  350,000.50"), "\(listed.output)")
        #expect(!listed.output.contains("未逐个列出"))
    }

    @Test("the trace is narrowed and searched")
    func narrowedTrace() async {
        let office = StubOffice()
        _ = await CommandRunner.run(
            arguments: ["directive", "trace", "1", "--lagging", "--search", "成都"],
            office: office
        )
        #expect(office.asked.calls == ["trace 1 lagging 成都"])
    }

    @Test("watching shows news, waits for a node that went away, and ends when refused")
    func watch() async {
        let gone = APIError(.unavailable, chinese: "连不上", english: "no connection")
        let office = StubOffice {
            $0.dashboards = [
                .success(Samples.dashboard(total: "120", storeVersion: 7)),
                .success(Samples.dashboard(total: "120", storeVersion: 8)),
                .failure(gone),
                .failure(gone),
                .success(Samples.dashboard(total: "130", storeVersion: 9)),
            ]
        }
        let streams = CapturedStreams()
        let pauses = Mutex<[Duration]>([])
        let context = CommandContext(
            sink: streams,
            environment: [:],
            now: { Samples.now },
            makeIdentifier: { Samples.id },
            office: office,
            pause: { duration in pauses.withLock { $0.append(duration) } }
        )
        let status = await CommandRunner.run(["dashboard", "--watch"], in: context)
        let news = Duration.milliseconds(200)
        let retry = Duration.seconds(2)
        #expect(status == .notPermitted)
        #expect(office.asked.dashboardAfter == [nil, 7, 8, 8, 8, 9])
        #expect(pauses.withLock { $0 } == [news, retry, retry, news])
        #expect(streams.output.matches(of: /Indicators/).count == 2)
        #expect(streams.errors == "no connection\nerror: that is all\n")
    }

    @Test("without a node's folder the exit code is 66, with a stopped node 69")
    func noNode() async throws {
        let folder = try TemporaryFolder()
        let arguments = ["status", "--data-dir", folder.path]
        let missing = await CommandRunner.run(arguments: arguments)
        #expect(missing.status == .notFound)
        let address = try await LoopbackServer.with { $0.address }
        _ = try folder.write(address, to: "api.address")
        _ = try folder.write("0123456789abcdef0123456789abcdef", to: "api.token")
        let stopped = await CommandRunner.run(
            arguments: ["status"],
            environment: ["CAST_DATA_DIR": folder.path]
        )
        #expect(stopped.status == .unavailable)
        #expect(stopped.errors.contains(address))
        #expect(stopped.errors.filter { $0 == "\n" }.count == 1)
    }
}
