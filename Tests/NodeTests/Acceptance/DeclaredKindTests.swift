import Admin
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import NIOPosix
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import AdminCommand
@testable import Node

/// A kind of records that is declared in one file: everything else follows, on nodes of three levels.
@Suite("A kind that is declared once", .serialized, .timeLimit(.minutes(10)))
struct DeclaredKindTests {
    private static let id = "0a0a0a0a0a0a0a0a0b0b0b0b0b0b0b0b"
    private static let zhang = Caller(user: "张三")
    private static let li = Caller(user: "李四")
    private static let city = RecordPlace(kind: "project", id: Self.id, office: "510100")

    // MARK: One node

    private static func draft(
        _ title: String = "科技评估职能承接",
        number: String? = nil
    ) -> RecordDraft {
        var fields: [String: RecordValueDraft] = [
            "title": .text(title), "partners": .list(["省力学学会", "市测绘学会"]),
            "visits": .text("3"), "percent": .text("10"), "due": .text("2026年12月31日"),
            "area": .text("科技评估"), "plan": .text("第一阶段：调研。\n第二阶段：试点。"),
        ]
        if let number { fields["number"] = .text(number) }
        return RecordDraft(id: Self.id, fields: fields)
    }

    private func withNode(
        _ body: (RunningNode) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-kind-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await Self.initialise("\(folder)/node")
        try await RunningNode.run(in: "\(folder)/node", catalogue: .withProjects, body)
    }

    private static func command(_ words: [String]) async throws {
        let streams = CapturedStreams()
        let context = NodeContext(
            sink: streams,
            environment: [:],
            language: .en,
            suites: .shipped,
            now: { SystemTime.milliseconds() }
        )
        let status = await NodeRunner.run(words, in: context)
        try #require(status == .success, "\(streams.output)\(streams.errors)")
    }

    private static func initialise(_ folder: String) async throws {
        try await Self.command([
            "init", "--data-dir", folder, "--office", "100000", "--name", "中国科协",
        ])
    }

    private static func shown(
        _ node: RunningNode,
        _ place: RecordPlace = RecordPlace(kind: "project", id: Self.id)
    ) async throws -> RecordDetail {
        try await node.client.record(place, by: .unnamed)
    }

    private static func texts(_ code: String, of record: RecordDetail) -> [String] {
        record.fields.first { $0.code == code }?.entries.compactMap(\.value.text) ?? []
    }

    @Test(
        "Made once, however often it is asked for; then listed, found and told apart by its number"
    )
    func made() async throws {
        try await self.withNode { node in
            let draft = Self.draft(number: "科协评字〔2026〕1号")
            let first = try await node.client.create("project", draft, by: Self.zhang)
            let again = try await node.client.create("project", draft, by: Self.zhang)
            #expect(!first.repeated && again.repeated && first.ids == [Self.id])
            let other = try await Headquarters.refusal {
                try await node.client.create("project", Self.draft("别的"), by: Self.zhang)
            }
            #expect(other.rule == "new-id")
            let twin = RecordDraft(
                fields: ["title": .text("另一项"), "number": .text("科协评字 [2026] 1号")]
            )
            let used = try await Headquarters.refusal {
                try await node.client.create("project", twin, by: Self.li)
            }
            #expect(used.code == .conflict && used.field == "number")

            let record = try await Self.shown(node)
            #expect(record.record.title == "科协评字〔2026〕1号")
            #expect(Self.texts("area", of: record) == ["evaluation"])
            #expect(Self.texts("due", of: record) == ["2026-12-31"])
            #expect(Self.texts("visits", of: record) == ["3"])
            #expect(Self.texts("partners", of: record).sorted() == ["市测绘学会", "省力学学会"])
            #expect(Self.texts("plan", of: record) == ["第一阶段：调研。\n第二阶段：试点。"])
            #expect(Self.texts("step", of: record) == ["drafted"])
            #expect(record.next.map(\.code) == ["reported"])
            let queries = [
                RecordQuery(search: "职能承接"), RecordQuery(step: "drafted"),
                RecordQuery(dueBefore: "2027-01-01"), RecordQuery(office: "100000"),
                RecordQuery(search: "〔2026〕1号", hasFields: true),
            ]
            for query in queries {
                let list = try await node.client.records(
                    "project",
                    query,
                    PageRequest(),
                    by: .unnamed
                )
                #expect(list.items.map(\.record.id) == [Self.id] && list.kindTotal == 1)
                #expect(list.items.first?.revision == record.revision)
            }
            for query in [
                RecordQuery(search: "没有"), RecordQuery(step: "reported"),
                RecordQuery(dueBefore: "2026-12-31"), RecordQuery(isAtOdds: true),
            ] {
                let list = try await node.client.records(
                    "project",
                    query,
                    PageRequest(),
                    by: .unnamed
                )
                #expect(list.items.isEmpty && list.next == nil)
            }
            let audit = try await node.client.audit(AuditQuery(), PageRequest(), by: .unnamed)
            #expect(audit.items.contains { $0.action == "record-made" && $0.user == "张三" })
        }
    }

    @Test(
        "Two people on one page: other fields merge, of one field the second is told who was first"
    )
    func onePage() async throws {
        try await self.withNode { node in
            _ = try await node.client.create("project", Self.draft(), by: Self.zhang)
            let place = RecordPlace(kind: "project", id: Self.id)
            let page = try await Self.shown(node, place)
            func save(
                _ fields: [String: RecordValueDraft],
                by caller: Caller
            ) async throws -> Acknowledgement {
                try await node.client.amend(
                    place,
                    RecordFieldsDraft(revision: page.revision, fields: fields),
                    by: caller
                )
            }
            _ = try await save(["title": .text("张三的名称")], by: Self.zhang)
            _ = try await save(["percent": .text("40"), "partners": .list(["市测绘学会"])], by: Self.li)
            for (field, value) in [
                ("title", RecordValueDraft.text("李四的名称")), ("percent", .text("50")),
            ] {
                let error = try await Headquarters.refusal {
                    try await save([field: value, "due": .text("2026-11-30")], by: Self.li)
                }
                #expect(error.rule == "changed-meanwhile" && error.field == "fields.\(field)")
                #expect(field != "title" || error.messageChinese.contains("张三的名称"))
                #expect(field != "title" || error.messageChinese.contains("张三"))
            }
            let now = try await Self.shown(node, place)
            #expect(Self.texts("title", of: now) == ["张三的名称"])
            #expect(Self.texts("percent", of: now) == ["40"])
            #expect(Self.texts("partners", of: now) == ["市测绘学会"])
            #expect(Self.texts("due", of: now) == ["2026-12-31"])
            // The same again is no second act, and a text that has not changed merges with the rest.
            #expect(try await save(["title": .text("张三的名称")], by: Self.zhang).repeated)
            _ = try await save(["plan": .text("第一阶段：调研。\n第二阶段：试点。\n第三阶段：推广。")], by: Self.li)
            let late = try await Headquarters.refusal {
                try await save(["plan": .text("推倒重来。")], by: Self.zhang)
            }
            #expect(late.rule == "changed-meanwhile")
            let without = try await Headquarters.refusal {
                try await node.client.amend(
                    place,
                    RecordFieldsDraft(revision: nil, fields: ["title": .text("x")]),
                    by: Self.li
                )
            }
            #expect(without.field == "revision" && without.rule == "required")
        }
    }

    @Test("Steps are taken in their order, by whoever may, when what they need is there")
    func steps() async throws {
        try await self.withNode { node in
            let place = RecordPlace(kind: "project", id: Self.id)
            let draft = RecordDraft(id: Self.id, fields: ["title": .text("试点")])
            _ = try await node.client.create("project", draft, by: Self.zhang)
            func advance(
                _ step: String,
                _ fields: [String: RecordValueDraft]? = nil,
                shown: RecordDetail? = nil
            ) async throws -> Acknowledgement {
                let record: RecordDetail
                if let shown { record = shown } else { record = try await Self.shown(node, place) }
                return try await node.client.advance(
                    place,
                    RecordStepDraft(revision: record.revision, step: step, fields: fields),
                    by: Self.li
                )
            }
            let page = try await Self.shown(node, place)
            let empty = try await Headquarters.refusal { try await advance("reported") }
            #expect(empty.field == "fields.plan" && empty.rule == "required")
            let wrong = try await Headquarters.refusal { try await advance("drafted") }
            #expect(wrong.rule == "step-order")
            let unknown = try await Headquarters.refusal { try await advance("closed") }
            #expect(unknown.field == "step" && unknown.rule == "word")
            _ = try await advance("reported", ["plan": .text("三个阶段。")])
            let stale = try await Headquarters.refusal {
                try await advance("reported", ["plan": .text("两个阶段。")], shown: page)
            }
            #expect(stale.rule == "step-order" || stale.rule == "changed-meanwhile")
            let reported = try await Self.shown(node, place)
            #expect(Self.texts("step", of: reported) == ["reported"])
            #expect(Self.texts("plan", of: reported) == ["三个阶段。"])
            let closed = try await Headquarters.refusal {
                try await node.client.amend(
                    place,
                    RecordFieldsDraft(
                        revision: reported.revision,
                        fields: ["due": .text("2027-01-31")]
                    ),
                    by: Self.zhang
                )
            }
            #expect(closed.field == "fields.due" && closed.rule == "read-only")
            // Opened again, it takes the date.
            _ = try await advance("drafted")
            _ = try await node.client.amend(
                place,
                RecordFieldsDraft(
                    revision: try await Self.shown(node, place).revision,
                    fields: ["due": .text("2027-01-31")]
                ),
                by: Self.zhang
            )
            let history = try await node.client.history(place, by: .unnamed)
            #expect(history.changes.count == 4 && history.changes.allSatisfy(\.verified))
            let rights = RecordRights(kind: ProjectKind.declaration, roles: [.clerk])
            let refused = #expect(throws: APIError.self) {
                try rights.check(ProjectKind.declaration.stage?.steps.last)
            }
            #expect(refused?.code == .forbidden && refused?.messageChinese.contains("审核") == true)
        }
    }

    @Test(
        "What breaks a rule is refused with its field, and kinds with a command of their own name it"
    )
    func refusals() async throws {
        try await self.withNode { node in
            let cases: [(String, [String: RecordValueDraft], String, String)] = [
                ("title", [:], "fields.title", "required"),
                ("title", ["title": .text("\u{200B}")], "fields.title", "required"),
                ("colour", ["title": .text("a"), "colour": .text("b")], "fields.colour", "word"),
                (
                    "percent", ["title": .text("a"), "percent": .text("101")], "fields.percent",
                    "range"
                ),
                ("area", ["title": .text("a"), "area": .text("其他")], "fields.area", "word"),
                (
                    "due", ["title": .text("a"), "due": .text("2026-02-30")], "fields.due",
                    "date-format"
                ),
                (
                    "step", ["title": .text("a"), "step": .text("reported")], "fields.step",
                    "read-only"
                ),
                (
                    "partners", ["title": .text("a"), "partners": .text("b")], "fields.partners",
                    "shape"
                ),
                (
                    "follows", ["title": .text("a"), "follows": .text("b")], "fields.follows",
                    "id-format"
                ),
            ]
            for (name, fields, field, rule) in cases {
                let error = try await Headquarters.refusal {
                    try await node.client.create(
                        "project",
                        RecordDraft(fields: fields),
                        by: Self.zhang
                    )
                }
                #expect(error.field == field && error.rule == rule, "\(name): \(error)")
            }
            let own = try await Headquarters.refusal {
                try await node.client.create(
                    "directive",
                    RecordDraft(fields: ["title": .text("a")]),
                    by: Self.zhang
                )
            }
            #expect(
                own.rule == "own-command" && own.hintEnglish?.contains("directive issue") == true
            )
            let unknown = try await Headquarters.refusal {
                try await node.client.create("projekt", Self.draft(), by: Self.zhang)
            }
            #expect(unknown.code == .notFound && unknown.field == "kind")
            let kinds = try await node.client.recordKinds(by: .unnamed)
            let kind = try #require(kinds.first { $0.code == "project" })
            #expect(kind.fields.map(\.merge.rawValue).contains("text") && kind.steps.count == 2)
            #expect(kind.entered.count == kind.fields.count - 1)
        }
    }

    @Test("It is made, shown, changed and taken on by commands, from what was shown")
    func commands() async throws {
        try await self.withNode { node in
            func run(_ words: String...) async -> CommandRunner.Outcome {
                await CommandRunner.run(
                    arguments: ["record"] + words
                        + ["--data-dir", node.dataFolder, "--user", "张三", "--lang", "en"]
                )
            }
            let made = await run(
                "create",
                "project",
                "--id",
                Self.id,
                "--set",
                "title=试点",
                "--set",
                "partners=甲",
                "--set",
                "partners=乙",
                "--set",
                "visits=2"
            )
            #expect(made.status == .success, "\(made.errors)")
            let shown = await run("show", "project", Self.id)
            let mark = try #require(shown.output.firstMatch(of: /Seen +([0-9a-f]{8})/)).1
            #expect(shown.output.contains("Goes to  reported (reported)"))
            let edited = await run(
                "edit",
                "project",
                Self.id,
                "--seen",
                String(mark),
                "--set",
                "title=第一批试点",
                "--set",
                "visits=1"
            )
            #expect(edited.status == .success, "\(edited.errors)")
            let stale = await run(
                "advance",
                "project",
                Self.id,
                "reported",
                "--seen",
                String(mark),
                "--set",
                "plan=三个阶段。"
            )
            #expect(stale.status == .dataRefused)
            let again = await run("show", "project", Self.id)
            let newMark = try #require(again.output.firstMatch(of: /Seen +([0-9a-f]{8})/)).1
            let taken = await run(
                "advance",
                "project",
                Self.id,
                "reported",
                "--seen",
                String(newMark),
                "--set",
                "plan=三个阶段。"
            )
            #expect(taken.status == .success, "\(taken.errors)")
            let record = try await Self.shown(node)
            #expect(Self.texts("visits", of: record) == ["3"])
            #expect(Self.texts("title", of: record) == ["第一批试点"])
            #expect(Self.texts("step", of: record) == ["reported"])
            let list = await run("list", "project", "--search", "第一批")
            #expect(list.output.contains(Self.id) && list.output.contains("第一批试点"))
        }
    }

    // MARK: Three levels

    private struct Tree {
        let folder: String
        let ports: [Int]

        func run(
            _ level: Int,
            _ catalogue: RecordCatalogue = .withProjects,
            _ body: (RunningNode) async throws -> Void
        ) async throws {
            try await RunningNode.run(
                in: "\(self.folder)/\(level)",
                catalogue: catalogue,
                linkPort: self.ports[level],
                body
            )
        }
    }

    /// Ports that were free a moment ago: a parent that is stopped and started must be found again.
    private static func freePorts(_ count: Int) async throws -> [Int] {
        let group = MultiThreadedEventLoopGroup.singleton
        var channels: [any Channel] = []
        for _ in 0..<count {
            channels.append(
                try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
            )
        }
        let ports = channels.compactMap(\.localAddress?.port)
        for channel in channels { try await channel.close() }
        return ports
    }

    /// Headquarters, Sichuan and Chengdu, each taken in by the one above; all are stopped again.
    private func withTree(_ body: (Tree) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-kinds-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let tree = Tree(folder: folder, ports: try await Self.freePorts(3))
        try await Self.initialise("\(folder)/0")
        let offices = [("510000", "四川省科协", "provincial"), ("510100", "成都市科协", "city")]
        for (level, office) in offices.enumerated() {
            try await tree.run(level) { above in
                let draft = InvitationDraft(
                    office: office.0,
                    name: office.1,
                    level: office.2,
                    validHours: 1
                )
                let token = try await above.client.invite(draft, by: Self.zhang).token
                try await Self.command([
                    "enroll", "--data-dir", "\(folder)/\(level + 1)", "--token", token,
                ])
            }
        }
        try await body(tree)
    }

    @Test("Edited apart at two offices, it is at odds at all three, and settled for all of them")
    func apart() async throws {
        try await self.withTree { tree in
            try await tree.run(0) { national in
                try await tree.run(1) { province in
                    try await tree.run(2) { city in
                        _ = try await city.client.create("project", Self.draft(), by: Self.zhang)
                        try await national.eventually("the project") { client in
                            try? await client.record(Self.city, by: .unnamed)
                        }
                    }
                    // The province writes while the city is cut off …
                    try await Self.amend(province, ["title": .text("省里的名称")], by: Self.li)
                }
                // … and the city while the province is.
                try await tree.run(2) { city in
                    try await Self.amend(
                        city,
                        ["title": .text("市里的名称"), "plan": .text("第一阶段：调研。\n第二阶段：推广。")],
                        by: Self.zhang
                    )
                }
                try await tree.run(1) { province in
                    try await tree.run(2) { city in
                        for node in [national, province, city] {
                            try await node.eventually("what is at odds") { client in
                                let page = try await client.conflicts(PageRequest(), by: .unnamed)
                                return page.items.first { $0.fields.map(\.code) == ["title"] }
                            }
                        }
                        try await self.settle(national, province, city)
                    }
                }
            }
        }
    }

    private static func amend(
        _ node: RunningNode,
        _ fields: [String: RecordValueDraft],
        by caller: Caller
    ) async throws {
        let page = try await Self.shown(node, Self.city)
        let draft = RecordFieldsDraft(revision: page.revision, fields: fields)
        _ = try await node.client.amend(Self.city, draft, by: caller)
    }

    private func settle(
        _ national: RunningNode,
        _ province: RunningNode,
        _ city: RunningNode
    ) async throws {
        let page = try await Self.shown(city, Self.city)
        #expect(Self.texts("title", of: page).sorted() == ["市里的名称", "省里的名称"])
        #expect(Self.texts("plan", of: page) == ["第一阶段：调研。\n第二阶段：推广。"])
        let writers = page.fields.first { $0.code == "title" }?.entries.compactMap(\.office) ?? []
        #expect(writers.sorted() == ["100000/510000", "100000/510000/510100"])
        try await self.settleInConsole(city)
        for node in [national, province, city] {
            try await node.eventually("the settlement") { client in
                let page = try await client.conflicts(PageRequest(), by: .unnamed)
                return page.items.isEmpty ? page : nil
            }
            let record = try await Self.shown(node, Self.city)
            #expect(Self.texts("title", of: record) == ["共同的名称"])
            let history = try await node.client.history(Self.city, by: .unnamed)
            #expect(history.changes.count == 4 && history.changes.allSatisfy(\.verified))
            #expect(history.changes.compactMap(\.user).sorted() == ["张三", "张三", "张三", "李四"])
        }
    }

    /// By the pages that people see.
    private func settleInConsole(_ city: RunningNode) async throws {
        let browser = try await ConsoleBrowser(city)
        let list = try await browser.page("/conflicts")
        for words in [
            "待定事项 <span class=\"count\">1</span>", "市里的名称", "省里的名称", "李四 · 100000/510000 ·",
            "成都市科协",
        ] {
            #expect(list.contains(words), "\(words) is missing")
        }
        let link = try #require(list.firstMatch(of: /href="(\/records\/project\/[^"]*)"/))
        let page = try await browser.page(String(link.1))
        let form = try #require(PageForm("/settlement", in: page))
        let first = try #require(page.firstMatch(of: /name="take.title" value="([0-9a-f]{32})"/))
        // Both at once is refused, and what was typed is there still.
        let both = ["take.title": String(first.1), "other.title": "共同的名称"]
        let refused = try await browser.send(page, to: "/settlement", both)
        #expect(refused.status == .unprocessableContent)
        let again = try #require(PageForm("/settlement", in: refused.text))
        #expect(again.values["other.title"] == "共同的名称")
        #expect(again.values["take.title"] == String(first.1))
        #expect(again.values["revision"] == form.values["revision"])
        let settled = try await browser.send(
            refused.text,
            to: "/settlement",
            ["take.title": "other"]
        )
        #expect(settled.status == .seeOther)
        #expect(try await browser.page("/conflicts").contains("没有待定的内容"))
    }

    @Test("A node of an earlier version carries it unread")
    func carried() async throws {
        try await self.withTree { tree in
            try await tree.run(0) { national in
                try await tree.run(1, .standard) { province in
                    try await tree.run(2) { city in
                        _ = try await city.client.create("project", Self.draft(), by: Self.zhang)
                        try await national.eventually("the project") { client in
                            try? await client.record(Self.city, by: .unnamed)
                        }
                    }
                    let unknown = try await province.client.unknownRecords(
                        PageRequest(),
                        by: .unnamed
                    )
                    #expect(unknown.items.count == 1)
                    let error = try await Headquarters.refusal {
                        try await province.client.record(Self.city, by: .unnamed)
                    }
                    #expect(error.code == .notFound && error.field == "kind")
                }
                // Once it knows the kind, it has the record.
                try await tree.run(1) { province in
                    let record = try await Self.shown(province, Self.city)
                    #expect(Self.texts("title", of: record) == ["科技评估职能承接"])
                }
            }
        }
    }
}
