import Foundation
import NIOCore

/// A whole country at headquarters: what people wait for, and what it takes.
///
/// Everything comes over real links. Then each question is asked again and again: at rest, and while something is
/// written before each question, so that nothing that is kept from one question to the next can be too old.
struct NationalBenchmark {
    private static let directiveCount = 12
    private static let questionCount = 200
    private static let startCount = 5
    private static let loadSecondsMax = 600
    private static let mebibyte = 1_048_576.0
    private static let kibibyte = 1_024.0
    /// Of each report.
    private static let indicators = [
        "societies.participating", "functions.evaluation", "functions.qualification",
        "contracts.in-force", "funding.fiscal", "funding.other", "briefs.issued", "training.held",
    ]
    /// The month that is asked for.
    private static let period = "2017-12"

    let tree: NationalTree
    let board: Scoreboard

    private struct Question {
        let name: String
        let path: String
        let millisecondsMax: Double
    }

    func run() async throws {
        Progress.say("national: headquarters and \(NationalTree.provinceCount) provinces")
        try await self.tree.join()
        Progress.say("national: the reports of \(NationalTree.officeCount) offices are signed")
        let fed = try await self.tree.feed()
        try await self.load(fed)
        let directives = try await self.issue()
        try await self.answer(directives)
        try await self.ask(directives)
        try await self.restart()
        try await self.tree.stop()
    }

    // MARK: Loading

    private func load(_ fed: NationalTree.Fed) async throws {
        Progress.say("national: the provinces send them")
        let begun = ContinuousClock.now
        try await self.tree.startProvinces()
        let client = try self.tree.headquarters.reached
        let last = fed.sums.keys.max().map { String($0.prefix { $0 != " " }) } ?? ""
        let deadline = begun + .seconds(Self.loadSecondsMax)
        while true {
            let month = try await client.dashboard(period: last)
            if month.isCounted(fed, period: last), try await client.dashboard().isCounted(fed) {
                break
            }
            guard ContinuousClock.now < deadline else {
                throw BenchError("the figures are not those that were sent; see the logs")
            }
            try await Task.sleep(for: .milliseconds(500))
        }
        let seconds = (ContinuousClock.now - begun).seconds
        for month in 0..<NationalTree.monthCount { try await self.writeOwn(month, client) }
        let status: StatusAnswer = try await client.get("status")
        let peak = try self.tree.headquarters.peakBytes()
        let reports = (fed.offices + 1) * NationalTree.monthCount
        self.add("figures", Double(reports * Self.indicators.count), "figures")
        self.add("changes", Double(status.changes), "changes")
        self.add("load", seconds, "s")
        self.add("memory.loading", Double(peak) / Self.mebibyte, "MiB", .atMost(250))
    }

    /// - Returns: the ids of directives to all, which every province has.
    private func issue() async throws -> [String] {
        Progress.say("national: \(Self.directiveCount) directives to all")
        try await self.tree.waitForLinks()
        let client = try self.tree.headquarters.reached
        var ids: [String] = []
        for number in 1...Self.directiveCount {
            let draft = DirectiveDraft(
                id: ReportDraft.freshID(),
                number: "科协发〔2018〕\(number)号",
                title: "关于做好承接政府转移职能工作的通知（之\(number)）",
                body: "请认真组织实施，并及时报告进展。",
                urgency: "normal",
                issuedOn: "2018-06-01",
                recipients: ["all"]
            )
            let _: AcknowledgementAnswer = try await client.post("directives", draft)
            ids.append(draft.id)
        }
        try await self.wait("the provinces' receipts", for: ids) {
            $0.recipients == NationalTree.officeCount - 1
                && $0.received >= NationalTree.provinceCount
        }
        return ids
    }

    /// Has cities and counties answer, province by province.
    private func answer(_ directives: [String]) async throws {
        Progress.say("national: the offices sign for the directives")
        try await self.tree.stopProvinces()
        _ = try await self.tree.feed(directives: directives)
        try await self.tree.startProvinces()
        try await self.tree.waitForLinks()
        let signed = NationalTree.cityCount + NationalTree.countyCount - NationalTree.cityCount
        try await self.wait("the offices' receipts", for: directives) {
            $0.received == NationalTree.officeCount - 1 && $0.signed == signed
        }
    }

    private struct Standing: Decodable {
        let id: String
        let recipients: Int
        let received: Int
        let signed: Int
    }

    private func wait(
        _ what: String,
        for ids: [String],
        _ isThere: (Standing) -> Bool
    ) async throws {
        let client = try self.tree.headquarters.reached
        let deadline = ContinuousClock.now + .seconds(Self.loadSecondsMax)
        while true {
            let page: PageAnswer<Standing> = try await client.get("directives?limit=100")
            let there = page.items.filter { ids.contains($0.id) && isThere($0) }
            if there.count == ids.count { return }
            guard ContinuousClock.now < deadline else {
                let first = page.items.first.map { "\($0)" } ?? "none"
                throw BenchError(
                    "\(what): \(there.count) of \(ids.count) directives; one: \(first)"
                )
            }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    // MARK: Asking

    private func ask(_ directives: [String]) async throws {
        Progress.say("national: \(Self.questionCount) times each question")
        let client = try self.tree.headquarters.reached
        let questions = [
            Question(name: "status", path: "api/v1/status", millisecondsMax: 5),
            Question(
                name: "dashboard",
                path: "api/v1/dashboard?period=\(Self.period)",
                millisecondsMax: 10
            ),
            Question(
                name: "trace",
                path: "api/v1/directives/\(directives[0])/trace",
                millisecondsMax: 20
            ),
            Question(name: "overview", path: "?period=\(Self.period)", millisecondsMax: 50),
        ]
        for question in questions {
            var (calm, moving) = (Samples(), Samples())
            // The first one makes what is kept, like the first question of a day.
            let (first, page) = try await self.time(question, client)
            for _ in 0..<Self.questionCount { calm.add(try await self.time(question, client).0) }
            for number in 0..<Self.questionCount {
                try await self.write(number, client)
                moving.add(try await self.time(question, client).0)
            }
            self.add("\(question.name).first", first.milliseconds, "ms")
            self.add("\(question.name).p50", calm.median, "ms")
            let most = question.millisecondsMax
            self.add("\(question.name).p99", calm.percentile(0.99), "ms", .atMost(most))
            self.add("\(question.name).moving.p99", moving.percentile(0.99), "ms", .atMost(most))
            if question.name == "overview" {
                let kibibytes = Double(page.readableBytes) / Self.kibibyte
                self.add("overview.size", kibibytes, "KiB", .atMost(100))
            }
        }
    }

    private func time(
        _ question: Question,
        _ client: NodeClient
    ) async throws -> (Duration, ByteBuffer) {
        let begun = ContinuousClock.now
        let answer = try await client.body(question.path)
        return (ContinuousClock.now - begun, answer)
    }

    /// Headquarters' own report of a month, as those that were fed.
    private func writeOwn(_ month: Int, _ client: NodeClient) async throws {
        let number = month % 12 + 1
        let draft = ReportDraft(
            id: ReportDraft.freshID(),
            office: nil,
            title: "进展报告",
            period: "\(2016 + month / 12)-\(number < 10 ? "0" : "")\(number)",
            text: "",
            points: Self.indicators.map { PointDraft(indicator: $0, value: "1") }
        )
        let _: AcknowledgementAnswer = try await client.post("reports", [draft])
    }

    /// A report of headquarters itself.
    private func write(_ number: Int, _ client: NodeClient) async throws {
        let draft = ReportDraft(
            id: ReportDraft.freshID(),
            office: nil,
            title: "进展报告 \(number)",
            period: Self.period,
            text: "",
            points: [PointDraft(indicator: "training.held", value: "\(number)")]
        )
        let _: AcknowledgementAnswer = try await client.post("reports", [draft])
    }

    // MARK: Starting

    private func restart() async throws {
        Progress.say("national: headquarters starts \(Self.startCount) times")
        let headquarters = self.tree.headquarters
        var samples = Samples()
        for _ in 0..<Self.startCount {
            try await headquarters.stop()
            samples.add(try await headquarters.start())
        }
        try await self.tree.waitForLinks()
        for path in ["?period=\(Self.period)", "api/v1/status"] {
            _ = try await headquarters.reached.body(path)
        }
        let bytes = Double(try headquarters.usage().residentBytes)
        self.add("start", samples.median / 1_000, "s", .atMost(0.5))
        self.add("memory.restarted", bytes / Self.mebibyte, "MiB", .atMost(100))
    }

    private func add(
        _ name: String,
        _ value: Double,
        _ unit: String,
        _ target: Figure.Target? = nil
    ) {
        self.board.add(Figure("national.\(name)", value, unit, target: target))
    }
}

extension DashboardAnswer {
    /// Whether the totals are those of every office that was fed, each counted once.
    ///
    /// - Parameter period: nil when the rows should be those of all periods.
    fileprivate func isCounted(_ fed: NationalTree.Fed, period: String? = nil) -> Bool {
        let wanted = fed.sums.filter { key, _ in period.map { key.hasPrefix("\($0) ") } ?? true }
        let found = self.rows.filter { row in
            row.offices == fed.offices
                && Decimals.hundredths(row.total) == wanted["\(row.period) \(row.indicator)"]
        }
        return !wanted.isEmpty && found.count == wanted.count
    }
}
