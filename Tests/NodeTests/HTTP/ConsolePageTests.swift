import Admin
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import Node

@Suite("The console's pages")
struct ConsolePageTests {
    private static let paths = [
        "/", "/directives", "/directives/\(APISamples.id)", "/reports",
        "/reports/\(APISamples.id)", "/offices", "/indicators/activity.count", "/links",
        "/quarantine", "/conflicts", "/records", "/records/project",
        "/records/project/\(APISamples.id)", "/records/project/new",
        "/records/project/\(APISamples.id)/edit",
    ]

    @Test("a browser that has not signed in is told how, in both languages", arguments: paths)
    func notSignedIn(path: String) async throws {
        let response = try await HTTPTestNode().send(.get, path, [.accept: "text/html"])
        #expect(response.status == .unauthorized)
        #expect(response.text.contains("请先登录"))
        #expect(response.text.contains("Please sign in"))
        #expect(response.text.contains("cast-node console-link"))
        #expect(!response.text.contains("四川省科协"))
    }

    @Test("signing in sets a cookie that scripts and other sites cannot use, once")
    func signIn() async throws {
        let node = try HTTPTestNode()
        let link = node.sessions.signInLink(baseURL: "http://localhost")
        let path = String(link.dropFirst("http://localhost".count))
        #expect(try await node.send(.head, path).headers[.setCookie] == nil)
        let response = try await node.send(.get, path, [.accept: "text/html"])
        let cookie = try #require(response.headers[.setCookie])
        #expect(cookie.contains("HttpOnly"))
        #expect(cookie.contains("SameSite=Strict"))
        #expect(cookie.contains("Max-Age=43200"))
        #expect(response.text.contains("content=\"0;url=/\""))
        #expect(try await node.send(.get, path, [.accept: "text/html"]).status == .unauthorized)
    }

    @Test("signing out ends the session, from our own page only")
    func signOut() async throws {
        let node = try HTTPTestNode()
        var headers = try await node.signIn()
        #expect(try await node.send(.post, "/sign-out", headers).status == .forbidden)
        headers[.origin] = "http://localhost"
        #expect(try await node.send(.post, "/sign-out", headers).status == .seeOther)
        #expect(try await node.send(.get, "/", headers).status == .unauthorized)
    }

    @Test("a directive's page records nothing by itself; its button does, from our own page only")
    func opening() async throws {
        let node = try HTTPTestNode()
        var headers = try await node.signIn()
        let page = try await node.send(.get, "/directives/\(APISamples.id)", headers)
        let path = "/directives/\(APISamples.id)/opening"
        #expect(page.text.contains("<form method=\"post\" action=\"\(path)\" class=\"opening\">"))
        #expect(!node.office.calls.withLock { $0 }.contains { $0.hasPrefix("open ") })
        let asked = try await node.send(.get, path, headers)
        #expect(asked.status == .methodNotAllowed && asked.headers[.allow] == "POST")
        #expect(asked.text.contains("<html"))
        #expect(try await node.send(.post, path, headers).status == .forbidden)
        headers[.origin] = "http://elsewhere"
        #expect(try await node.send(.post, path, headers).status == .forbidden)
        #expect(!node.office.calls.withLock { $0 }.contains { $0.hasPrefix("open ") })
        headers[.origin] = "http://localhost"
        let response = try await node.send(.post, path, headers)
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == "/directives/\(APISamples.id)")
        #expect(node.office.lastCall == "open \(APISamples.id)")
        // What a program does with its token needs no page.
        let answer = try await node.ask(.post, "/api/v1\(path)")
        #expect(try answer.value(Acknowledgement.self) == APISamples.acknowledgement)
    }

    @Test("the overview shows the state, the offices, the directives and the indicators in Chinese")
    func overview() async throws {
        let node = try HTTPTestNode()
        let response = try await node.send(.get, "/", try await node.signIn())
        #expect(response.status == .ok)
        let page = response.text
        let expected = [
            "<html lang=\"zh-CN\">", "本系统仅处理非涉密信息", "同步正常", "单位与同步", "下发文件", "本级及下级指标汇总",
            "四川省科协", "<strong>1,234</strong>", "科协发学字〔2015〕60号", "30/32", "1,234,567.50",
            "21/32 个单位已报，另有 2 个", "<option value=\"2018Q2\" selected>2018Q2</option>", "1 小时前",
            "2018-06-30T10:00:00+08:00", "<caption>",
            "data-version=\"42\"", "href=\"/directives/\(APISamples.id)\"", "加急", "落后",
            "href=\"/indicators/activity%2Ecount?period=2018Q2\"", "查看全部单位", "需要留意",
        ]
        for words in expected {
            #expect(page.contains(words), "\(words) is missing")
        }
        #expect(!page.contains("{{"))
        #expect(!page.contains("http://"))
        #expect(!page.contains("https://"))
        #expect(!page.contains("Optional("))
    }

    @Test("English is by ?lang=en and is remembered")
    func english() async throws {
        let node = try HTTPTestNode()
        var headers = try await node.signIn()
        let response = try await node.send(.get, "/?lang=en", headers)
        #expect(response.text.contains("<html lang=\"en\">"))
        #expect(response.text.contains("Offices and their sync state"))
        #expect(response.text.contains("For unclassified matter only"))
        let cookie = try #require(response.headers[.setCookie])
        #expect(cookie.hasPrefix("cast_lang=en;"))
        headers[.cookie] = (headers[.cookie] ?? "") + "; cast_lang=en"
        #expect(try await node.send(.get, "/", headers).text.contains("<html lang=\"en\">"))
        #expect(try await node.send(.get, "/?lang=zh", headers).text.contains("lang=\"zh-CN\""))
        #expect(try await node.send(.get, "/?lang=%22%3E", headers).status == .ok)
    }

    @Test("no words from another office become part of the page's structure", arguments: paths)
    func hostileNames(path: String) async throws {
        let hostile =
            #"</td><script>alert(1)</script>"' onload="x" "# + "\"\u{301} <\u{301}b {{title}} &amp;"
        let node = try HTTPTestNode(office: SampleOffice(name: hostile))
        for language in ["zh", "en"] {
            let response = try await node.send(
                .get,
                "\(path)?lang=\(language)",
                try await node.signIn()
            )
            #expect(response.status == .ok)
            let page = response.text
            // Compared as bytes: as characters the accents would hide the quotation mark.
            let bytes = Data(page.utf8)
            for part in ["<script>alert", "\"\u{301}", "<\u{301}", "' onload", "\" onload"] {
                #expect(bytes.range(of: Data(part.utf8)) == nil, "\(part) is in the page")
            }
            #expect(page.contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(bytes.range(of: Data("&quot;\u{301}".utf8)) != nil)
            #expect(page.contains("&amp;amp;"))
        }
    }

    @Test("a directive's page shows its trace office by office")
    func directive() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        let page = try await node.send(.get, "/directives/\(APISamples.id)", headers).text
        for words in [
            "流转轨迹", "已签收", "王敏", "2018-06-30 10:00", "科协发学字〔2015〕60号", "此前的回复", "初稿：",
            "?replies=1530000000000%3A100000%2F510000#replies",
        ] {
            #expect(page.contains(words), "\(words) is missing")
        }
        #expect(!page.contains("最新回复"))
        let next = try await node.send(.get, "/directives/\(APISamples.id)?replies=1:1", headers)
        #expect(next.text.contains("最新回复"))
    }

    @Test("a directive's trace is paged and narrowed, and keeps to it from page to page")
    func trace() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        let path = "/directives/\(APISamples.id)"
        _ = try await node.send(.get, path + "?search=&lagging=", headers)
        #expect(node.office.lastCall == "trace false - - 40 unfold")
        let page = try await node.send(
            .get,
            path + "?search=510&lagging=true&after=100000",
            headers
        )
        #expect(node.office.lastCall == "trace true 510 100000 25")
        for words in [
            "共 60 条", "href=\"\(path)?lagging=true&amp;search=510#trace\"",
            "href=\"\(path)?lagging=true&amp;search=510&amp;after=100000%2F510100#trace\"",
            "<option value=\"true\" selected>",
        ] {
            #expect(page.text.contains(words), "\(words) is missing")
        }
    }

    @Test("a directive's page sums up each branch, and unfolds one of them as a page of its own")
    func branches() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        let path = "/directives/\(APISamples.id)"
        let page = try await node.send(.get, path, headers).text
        for words in [
            "下级 31/32", "下级 30/32", "下级 29/32", "下级 28/32", "下级逾期 4 个",
            "<a class=\"unfold\" href=\"\(path)?under=510000#trace\">",
        ] {
            #expect(page.contains(words), "\(words) is missing")
        }
        let below = try await node.send(.get, path + "?under=100000/510000", headers).text
        #expect(node.office.lastCall == "trace false - - 40 100000/510000 unfold")
        for words in [
            "class=\"lineage\"", "<input type=\"hidden\" name=\"under\" value=\"100000/510000\">",
            "?under=100000%2F510000%2F510000#trace",
        ] {
            #expect(below.contains(words), "\(words) is missing")
        }
        _ = try await node.send(.get, path + "?missing=unsigned&under=510000", headers)
        #expect(node.office.lastCall == "trace false - - 25 unsigned 510000")
        let refused = try await node.send(.get, path + "?missing=nothing", headers)
        #expect(refused.status == .badRequest)
    }

    @Test("the offices unfold branch by branch, and the troubled of a branch are one step away")
    func unfolding() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        let page = try await node.send(.get, "/offices", headers).text
        for words in [
            "<a class=\"unfold\" href=\"/offices?under=510000%2F510100\">成都市科协</a>", "下级 41 个",
            "需要留意 1 个", "/offices?state=attention&amp;under=510000%2F510100",
            "href=\"/offices?state=attention\"",
        ] {
            #expect(page.contains(words), "\(words) is missing")
        }
        _ = try await node.send(.get, "/offices?under=510000&after=510000/510100", headers)
        #expect(node.office.lastCall == "branch 510000 - - 510000/510100 40")
        _ = try await node.send(.get, "/offices?state=attention&under=510000", headers)
        #expect(node.office.lastCall == "offices - attention - 25")
    }

    @Test("no page but the overview asks how the whole node is", arguments: paths.dropFirst())
    func cheapPages(path: String) async throws {
        let node = try HTTPTestNode()
        _ = try await node.send(.get, path, try await node.signIn())
        let calls = node.office.calls.withLock { $0 }
        #expect(!calls.contains("status"), "\(calls)")
    }

    @Test("the overview shows the period that is asked for")
    func period() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        _ = try await node.send(.get, "/", headers)
        #expect(node.office.lastCall == "dashboard - latest - 0")
        let page = try await node.send(.get, "/?period=2018Q1", headers).text
        #expect(node.office.lastCall == "dashboard - 2018Q1 - 0")
        #expect(page.contains("<option value=\"2018Q1\" selected>2018Q1</option>"))
        #expect(page.contains("href=\"/?period=2018Q1&amp;lang=en\""))
    }

    @Test("an indicator's page shows what each direct child adds, page by page and further down")
    func indicator() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        let path = "/indicators/activity.count?period=2018Q2&office=510000"
        let page = try await node.send(.get, path + "&after=100000/51", headers).text
        #expect(node.office.lastCall == "dashboard 510000 2018Q2 - 0")
        for words in [
            "1,234,567.50", "1,234.50", "共 60 条", "after=100000%2F510100", "返回本单位",
            "href=\"/reports?office=510000&amp;period=2018Q2&amp;indicator=activity%2Ecount\"",
        ] {
            #expect(page.contains(words), "\(words) is missing")
        }
    }

    @Test("the offices' page is searched and narrowed to a state")
    func offices() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        let all = try await node.send(.get, "/offices?search=&state=", headers).text
        #expect(node.office.lastCall == "branch - - - - 40")
        #expect(all.contains("疑有副本在运行"))
        #expect(all.contains("与 100000/510000x 仅大小写不同"))
        #expect(all.contains("class=\"wide depth1\""))
        let some = try await node.send(.get, "/offices?search=510&state=behind", headers).text
        #expect(node.office.lastCall == "offices 510 behind - 25")
        #expect(some.contains("四川省科协"))
        #expect(!some.contains("中国科协 <code>"))
        #expect(some.contains("<option value=\"behind\" selected>"))
    }

    @Test("the reports' page is narrowed by its form, and keeps to it from page to page")
    func reports() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        let all = try await node.send(.get, "/reports?office=&period=&indicator=", headers).text
        #expect(node.office.lastCall == "reports - - 25")
        for words in ["四川省科协", "成都市科协", "href=\"/reports/\(APISamples.id)\"", "已存"] {
            #expect(all.contains(words), "\(words) is missing")
        }
        let address = "/reports?office=510100&period=2018Q2&indicator=activity.count&after=r5.1.ab"
        let page = try await node.send(.get, address + "&lang=en", headers).text
        #expect(node.office.lastCall == "reports 510100 r5.1.ab 25 2018Q2 activity.count")
        #expect(page.contains("value=\"activity.count\""))
        #expect(page.contains("All reports"))
        #expect(
            page.contains(
                "?office=510100&amp;period=2018Q2&amp;indicator=activity%2Ecount\">"
            )
        )
    }

    @Test("a report's page shows its figures, what has been corrected, and its way up")
    func report() async throws {
        let node = try HTTPTestNode()
        let headers = try await node.signIn()
        let path = "/reports/\(APISamples.id)"
        let chinese = try await node.send(.get, path, headers).text
        for words in ["科普活动场次", "<strong>40</strong>", "王敏", "上报轨迹", "已存（有回执）", "本节点不知"] {
            #expect(chinese.contains(words), "\(words) is missing")
        }
        let english = try await node.send(.get, path + "?lang=en", headers).text
        for words in ["Outreach activities", "Its way up", "saved, as it confirms", "Corrected"] {
            #expect(english.contains(words), "\(words) is missing")
        }
        let missing = try await node.send(.get, "/reports/none", headers)
        #expect(missing.status == .notFound)
        #expect(missing.text.contains("没有这份报告。"))
    }

    @Test("a directive that is not here is said so on a page")
    func missingDirective() async throws {
        let node = try HTTPTestNode()
        let response = try await node.send(.get, "/directives/none", try await node.signIn())
        #expect(response.status == .notFound)
        #expect(response.headers[.contentType] == "text/html; charset=utf-8")
        #expect(response.text.contains("没有这份文件。"))
        #expect(response.text.contains("There is no such directive."))
    }

    @Test(
        "no page shows more than two hundred rows of anything, however many there are",
        arguments: paths + ["/offices?search=1", "/offices?under=510000"]
    )
    func boundedPages(path: String) async throws {
        let node = try HTTPTestNode(office: SampleOffice(count: 1_000))
        let page = try await node.send(.get, path, try await node.signIn()).text
        #expect(page.contains("</main>"))
        for row in ["<tr", "<li", "<option", "<article", "<section", "<dt"] {
            let count = page.components(separatedBy: row).count - 1
            #expect(count <= Console.rowsMax + Self.furnitureMax, "\(count) of \(row)")
        }
    }

    /// Heads of tables, the navigation and short lists beside a long one.
    private static let furnitureMax = 40

    @Test("an empty node says on each page what to do next")
    func empty() async throws {
        let node = try HTTPTestNode(office: SampleOffice(isEmpty: true))
        let headers = try await node.signIn()
        let overview = try await node.send(.get, "/", headers).text
        #expect(overview.contains("尚无链路"))
        #expect(overview.contains("cast-admin directive issue"))
        #expect(overview.contains("cast-admin report submit"))
        #expect(
            try await node.send(.get, "/reports", headers).text.contains("cast-admin report submit")
        )
        #expect(try await node.send(.get, "/links", headers).text.contains("cast-node enroll"))
        #expect(try await node.send(.get, "/quarantine", headers).text.contains("隔离区是空的"))
    }

    @Test(
        "the headline has a colour and words for each state",
        arguments: [
            (["inSync", "inSync"], "headline good", "同步正常"),
            (["inSync", "behind"], "headline warn", "需要留意"),
            (["inSync", "offline"], "headline warn", "需要留意"),
            (["offline", "offline"], "headline bad", "同步中断"),
            (["inSync", "refused"], "headline bad", "同步中断"),
        ]
    )
    func headline(states: [String], tone: String, words: String) async throws {
        let office = SampleOffice(links: states.map { APISamples.link(state: $0) })
        let page = try await Console(api: office).overview(period: nil, .chinese, by: .unnamed)
        #expect(page.contains("class=\"\(tone)\""))
        #expect(page.contains(words))
    }

    @Test(
        "the overview says how the office's other nodes are",
        arguments: [
            ("inSync", "本单位的 2 个节点都已连通"), ("offline", "本单位的另一节点 #01234567 不通，本节点照常工作"),
        ]
    )
    func siblings(state: String, words: String) async throws {
        let links = [APISamples.link(state: state, peer: "100000"), APISamples.link]
        let page = try await Console(api: SampleOffice(links: links)).overview(
            period: nil,
            .chinese,
            by: .unnamed
        )
        #expect(page.contains(words))
        let alone = try await Console(api: SampleOffice(links: [APISamples.link]))
            .overview(period: nil, .chinese, by: .unnamed)
        #expect(!alone.contains("本单位的"))
    }

    @Test(
        "what the console refuses is a page in both languages with a way back, whoever reads it",
        arguments: [
            ("/nosuch", 404), ("/directives/nosuch", 404), ("/reports?office=999", 404),
            ("/links?x=1", 400), ("/directives?offset=1", 400),
        ]
    )
    func refusedPage(path: String, status: Int) async throws {
        let node = try HTTPTestNode()
        for accept in [nil, "*/*", "text/html"] {
            var headers = HTTPFields()
            headers[.accept] = accept
            let response = try await node.ask(.get, path, headers)
            #expect(response.status.code == status)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            #expect(response.text.contains("返回总览"))
            #expect(response.text.contains("Back to the overview"))
        }
        let program = try await node.ask(.get, path, [.accept: "application/json"])
        #expect(program.status.code == status)
        #expect(try program.value(APIError.self).messageChinese.isEmpty == false)
    }

    @Test("what the API refuses is JSON, also for a browser")
    func refusedJSON() async throws {
        let node = try HTTPTestNode()
        for path in ["/api", "/api/v1/nosuch", "/api/v1/directives/nosuch"] {
            let response = try await node.ask(.get, path, [.accept: "text/html"])
            #expect(response.status == .notFound)
            #expect(try response.value(APIError.self).code == .notFound)
        }
    }

    @Test("a sibling is not spoken of before it was tried; then its address is named")
    func unreachedSibling() async throws {
        for state in ["connecting", "offline"] {
            for (node, reason) in [
                (nil, nil), ("0123456789abcdef", nil), ("0123456789abcdef", "reorganised"),
            ] {
                let first = APISamples.link(
                    state: state,
                    peer: "100000",
                    node: node,
                    reason: reason
                )
                let page = try await Console(api: SampleOffice(links: [first])).overview(
                    period: nil,
                    .chinese,
                    by: .unnamed
                )
                #expect(!page.contains("本单位的"))
            }
            let failed = APISamples.link(
                state: state,
                peer: "100000",
                node: nil,
                reason: "unreachable"
            )
            let after = try await Console(api: SampleOffice(links: [failed])).overview(
                period: nil,
                .chinese,
                by: .unnamed
            )
            #expect(after.contains("本单位的另一节点 10.51.0.8:51234 不通"))
        }
    }

    @Test("the page's files may be kept for ever and are not sent twice")
    func assets() async throws {
        let node = try HTTPTestNode()
        for asset in [Assets.styleSheet, Assets.script] {
            let response = try await node.send(.get, asset.path)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == asset.contentType)
            #expect(response.headers[.cacheControl]?.contains("immutable") == true)
            let tag = try #require(response.headers[.eTag])
            let again = try await node.send(.get, asset.path, [.ifNoneMatch: tag])
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
        }
    }
}
