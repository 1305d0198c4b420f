import Admin
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

/// A kind of records that is declared in one file has its pages and forms in the console.
@Suite("Records in the console", .serialized, .timeLimit(.minutes(10)))
struct RecordConsoleTests {
    private static let hostile = "\"\u{301}</textarea><script>alert(1)</script>' onload=x"

    private func withNode(
        _ body: (RunningNode, ConsoleBrowser) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-pages-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let streams = CapturedStreams()
        let context = NodeContext(
            sink: streams,
            environment: [:],
            language: .en,
            suites: .shipped,
            now: { SystemTime.milliseconds() }
        )
        let words = ["init", "--data-dir", folder, "--office", "100000", "--name", "中国科协"]
        try #require(await NodeRunner.run(words, in: context) == .success)
        try await RunningNode.run(in: folder, catalogue: .withProjects) { node in
            try await body(node, try await ConsoleBrowser(node))
        }
    }

    /// Makes a project by the form.
    ///
    /// - Returns: the address of its page.
    private func made(_ browser: ConsoleBrowser, _ typed: [String: String]) async throws -> String {
        let form = try await browser.page("/records/project/new")
        let answer = try await browser.send(form, to: "/new", typed)
        #expect(answer.status == .seeOther, "\(answer.text)")
        return try #require(answer.headers[.location])
    }

    private func texts(_ code: String, _ node: RunningNode, _ path: String) async throws -> [String]
    {
        let id = try #require(path.split(separator: "/").last.map { $0.prefix { $0 != "?" } })
        let place = RecordPlace(kind: "project", id: String(id))
        let record = try await node.client.record(place, by: .unnamed)
        return record.fields.first { $0.code == code }?.entries.compactMap(\.value.text) ?? []
    }

    @Test("made by the form of its kind, once however often it is sent, and found in its list")
    func made() async throws {
        try await self.withNode { node, browser in
            #expect(try await browser.page("/records").contains("href=\"/records/project\""))
            let form = try await browser.page("/records/project/new")
            let typed = [
                "field.title": "科技评估职能承接", "field.partners": "省力学学会\n市测绘学会\n",
                "field.visits": "3", "field.percent": "10", "field.due": "2026-12-31",
                "field.area": "evaluation", "field.plan": "第一阶段：调研。\n第二阶段：试点。",
            ]
            let first = try await browser.send(form, to: "/new", typed)
            let again = try await browser.send(form, to: "/new", typed)
            let path = try #require(first.headers[.location])
            #expect(first.status == .seeOther && again.headers[.location] == path)
            // The browser is not asked again who acts.
            let name = first.headers[values: .setCookie].first { $0.hasPrefix("cast_user=") }
            #expect(name?.contains("HttpOnly; SameSite=Strict") == true)
            let other = typed.merging(["field.title": "另一项"]) { $1 }
            let differing = try await browser.send(form, to: "/new", other)
            #expect(differing.status == .conflict && differing.text.contains("value=\"另一项\""))
            #expect(try await browser.send(differing.text, to: "/new", [:]).status == .seeOther)

            let page = try await browser.page(path)
            for words in [
                "科技评估职能承接", "省力学学会", "市测绘学会", "第二阶段：试点。", "科技评估", "张三", "签名有效",
                "办理到“已报送”", "起草",
            ] {
                #expect(page.contains(words), "\(words) is missing")
            }
            #expect(try await self.texts("plan", node, path) == ["第一阶段：调研。\n第二阶段：试点。"])
            let list = try await browser.page(
                "/records/project?search=%E8%81%8C%E8%83%BD&step=drafted"
            )
            #expect(list.contains("科技评估职能承接") && !list.contains(">另一项<"))
            #expect(list.contains("2026-12-31"))
            let none = try await browser.page("/records/project?atOdds=true&search=&office=")
            #expect(none.contains("没有符合条件的记录"))
            #expect(try await browser.open("/records/projekt").status == .notFound)
            #expect(try await browser.open("/records/project?format=xls").status == .badRequest)
            let english = try await browser.page(path + "?lang=en")
            #expect(english.contains("Take it to: reported") && english.contains("signature holds"))
        }
    }

    @Test("what breaks a rule comes back with its error at its input and all that was typed")
    func refused() async throws {
        try await self.withNode { _, browser in
            let form = try await browser.page("/records/project/new")
            let typed = [
                "field.title": Self.hostile, "field.plan": "\n第一段\n\n第二段", "field.percent": "101",
                "field.due": "明天", "field.partners": "甲\n乙", "field.area": "standards",
                "office": "100000",
            ]
            let answer = try await browser.send(form, to: "/new", typed)
            #expect(answer.status == .unprocessableContent)
            let sent = try #require(PageForm("/new", in: answer.text))
            for (name, text) in typed { #expect(sent.values[name] == text, "\(name) is lost") }
            #expect(sent.values["id"] == PageForm("/new", in: form)?.values["id"])
            #expect(answer.text.contains("id=\"field-percent-fault\""))
            #expect(answer.text.contains("href=\"#field-percent\""))
            #expect(
                !answer.text.contains("<script>alert") && !answer.text.contains("data-version=\"1")
            )
            let without = try await browser.send(
                form,
                to: "/new",
                ["user": " ", "field.title": "甲"]
            )
            #expect(without.status == .unprocessableContent || without.status == .badRequest)
            #expect(PageForm("/new", in: without.text)?.values["field.title"] == "甲")
            // Only our own pages send forms.
            for origin in [nil, "http://elsewhere"] {
                let foreign = try await browser.send(form, to: "/new", typed, origin: origin)
                #expect(foreign.status == .forbidden)
            }
        }
    }

    @Test(
        "two people with one form: other fields merge, of one the second is shown what stands there"
    )
    func twoPeople() async throws {
        try await self.withNode { node, browser in
            let path = try await self.made(
                browser,
                [
                    "field.title": "试点", "field.plan": "一。", "field.partners": "甲",
                    "field.visits": "2",
                ]
            )
            let page = try await browser.page(path + "/edit")
            func save(_ page: String, _ typed: [String: String]) async throws -> TestResponse {
                try await browser.send(page, to: "/edit", typed)
            }
            #expect(try await save(page, ["field.title": "张三的名称"]).status == .seeOther)
            let li = ["user": "李四", "field.percent": "40", "field.partners": "甲\n乙"]
            #expect(try await save(page, li).status == .seeOther)
            #expect(try await self.texts("title", node, path) == ["张三的名称"])
            #expect(try await self.texts("percent", node, path) == ["40"])

            let late = ["user": "李四", "field.title": Self.hostile, "field.plan": "二。\n三。"]
            let answer = try await save(page, late)
            #expect(answer.status == .conflict)
            let form = try #require(PageForm("/edit", in: answer.text))
            for (name, text) in late { #expect(form.values[name] == text, "\(name) is lost") }
            // What others wrote meanwhile stands where nothing was typed.
            #expect(form.values["field.percent"] == "40")
            #expect(form.values["field.partners"]?.split(separator: "\n").count == 2)
            for words in ["现为：", "张三的名称", "张三 · 100000"] {
                #expect(answer.text.contains(words), "\(words) is missing")
            }
            #expect(!answer.text.contains("<script>alert"))
            #expect(try await self.texts("plan", node, path) == ["一。"])
            // Having seen that, the second one decides.
            let decided = ["user": "李四", "field.title": "李四的名称"]
            #expect(try await save(answer.text, decided).status == .seeOther)
            #expect(try await self.texts("title", node, path) == ["李四的名称"])
            #expect(try await self.texts("plan", node, path) == ["二。\n三。"])
            #expect(try await self.texts("visits", node, path) == ["2"])
            // Nothing changed is nothing written.
            let before = try await node.client.status(by: .unnamed).storeVersion
            let now = try await browser.page(path + "/edit")
            #expect(try await save(now, [:]).status == .seeOther)
            #expect(try await node.client.status(by: .unnamed).storeVersion == before)
        }
    }

    @Test("a step is taken by its button; what it needs first is said")
    func steps() async throws {
        try await self.withNode { node, browser in
            let path = try await self.made(browser, ["field.title": "试点"])
            let page = try await browser.page(path)
            let early = try await browser.send(page, to: "/step", ["step": "reported"])
            #expect(early.status == .unprocessableContent && early.text.contains("必填"))
            let edit = try await browser.page(path + "/edit")
            _ = try await browser.send(edit, to: "/edit", ["field.plan": "一。"])
            let stale = try await browser.send(page, to: "/step", ["step": "reported"])
            #expect(stale.status == .conflict)
            let done = try await browser.send(stale.text, to: "/step", ["step": "reported"])
            #expect(done.status == .seeOther)
            #expect(try await self.texts("step", node, path) == ["reported"])
            // At that step the date is not changed any more.
            let closed = try await browser.page(path + "/edit")
            let form = try #require(PageForm("/edit", in: closed))
            #expect(form.values["field.due"] == nil && form.values["field.title"] == "试点")
        }
    }

    @Test(
        "all records of a kind as a table that a spreadsheet program reads and does not calculate"
    )
    func table() async throws {
        try await self.withNode { _, browser in
            for title in ["=1+1", "甲，\"乙\"", "普通"] {
                _ = try await self.made(
                    browser,
                    ["field.title": title, "field.plan": "一\n二", "field.percent": "5"]
                )
            }
            let answer = try await browser.open("/records/project?format=csv")
            #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(answer.headers[.contentDisposition]?.contains("project.csv") == true)
            let bytes = Data(answer.body.readableBytesView)
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
            #expect(text.hasPrefix("编号,单位代码,单位,项目名称,实施方案,"))
            #expect(text.contains(",'=1+1,\"一\n二\",5,"))
            #expect(text.contains("\"甲，\"\"乙\"\"\""))
            #expect(text.components(separatedBy: "\r\n").count == 5)
            let some = try await browser.open("/records/project?format=csv&search=%E6%99%AE")
            #expect(some.text.contains("普通") && !some.text.contains("1+1"))
        }
    }
}
