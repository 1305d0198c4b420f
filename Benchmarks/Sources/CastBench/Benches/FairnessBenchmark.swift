import AsyncHTTPClient
import Foundation

/// Two counties below Chengdu: one hands in a flood of small changes as fast as its link takes them, the other, and
/// Chengdu's own clerk, write one report at a time, and headquarters issues urgent directives.
///
/// The median under the flood is held against the median without it. The worst time is shown: five nodes share the
/// cores with all signatures of the flood.
struct FairnessBenchmark {
    private static let societyCount = 200
    /// Months of each society: one change for each.
    private static let monthCount = 150
    private static let reportsInRequest = 200
    private static let quietCount = 60
    private static let floodedMax = 400
    private static let period = "2009-06"
    private static let patienceSeconds = 120
    private static let pollMilliseconds: Int64 = 1
    private static let timesMax = 10.0
    private static let urgentTimesMax = 5.0

    private let chain: OfficeChain
    private let flooder: OfficeNode
    private let honest: OfficeNode

    private struct Times {
        var ownWrite = Samples()
        var ownToNational = Samples()
        var countyToNational = Samples()
        var urgent = Samples()
    }

    init(chain: OfficeChain, folder: String, program: String, http: HTTPClient) throws {
        func county(_ office: String, _ name: String) throws -> OfficeNode {
            try OfficeNode(
                office: office,
                name: name,
                level: "county",
                folder: "\(folder)/\(office)",
                program: program,
                http: http
            )
        }
        self.chain = chain
        self.flooder = try county("510104", "锦江区科协")
        self.honest = try county("510105", "青羊区科协")
    }

    func run(into board: Scoreboard) async throws {
        for county in [self.flooder, self.honest] {
            try await county.enroll(under: self.chain.city)
            try await county.start()
        }
        let load = try await self.prepareFlood()
        Progress.say("fairness: \(Self.quietCount) rounds without a flood")
        var number = 0
        var quiet = Times()
        for round in 0..<(2 * Self.quietCount) {
            number += 1
            var times = quiet
            try await self.sample(number, &times)
            // The first half warms up.
            if round >= Self.quietCount { quiet = times }
        }
        Progress.say("fairness: \(load.reportCount) changes wait at one county and are let go")
        try await self.flooder.start()
        var flooded = Times()
        while flooded.ownWrite.count < Self.floodedMax {
            number += 1
            try await self.sample(number, &flooded)
            if try await self.isCounted(load) { break }
        }
        self.add(quiet, flooded, into: board)
        try await self.flooder.stop()
        try await self.honest.stop()
    }

    /// Has the flood written while its county cannot reach Chengdu.
    private func prepareFlood() async throws -> ReportLoad {
        let load = try ReportLoad(
            host: self.flooder.office,
            societyCount: Self.societyCount,
            monthCount: Self.monthCount,
            batch: Self.reportsInRequest,
            order: .month
        )
        let county = try self.flooder.reached
        for society in load.societies {
            let draft = HostedOfficeDraft(office: society, name: "学会 \(society)", level: "society")
            let _: AcknowledgementAnswer = try await county.post("hosted-offices", draft)
        }
        try await self.chain.city.stop()
        for body in load.bodies {
            let _: AcknowledgementAnswer = try await county.post("reports", encoded: body)
        }
        try await self.flooder.stop()
        try await self.chain.city.start()
        return load
    }

    private func isCounted(_ load: ReportLoad) async throws -> Bool {
        let answer = try await self.chain.city.reached.dashboard(period: load.lastPeriod)
        return load.isCounted(in: answer, period: load.lastPeriod)
    }

    // MARK: One round

    private func sample(_ number: Int, _ times: inout Times) async throws {
        let (write, own) = try await self.report(number, at: self.chain.city, "briefs.issued")
        times.ownWrite.add(write)
        times.ownToNational.add(own)
        let (_, county) = try await self.report(number, at: self.honest, "training.held")
        times.countyToNational.add(county)
        times.urgent.add(try await self.directive(number))
    }

    /// - Returns: until it was acknowledged, and until national counted it.
    private func report(
        _ number: Int,
        at office: OfficeNode,
        _ indicator: String
    ) async throws -> (written: Duration, counted: Duration) {
        let draft = ReportDraft(
            id: ReportDraft.freshID(),
            office: nil,
            title: "进展报告 \(number)",
            period: Self.period,
            text: "",
            points: [PointDraft(indicator: indicator, value: "\(number)")]
        )
        let begun = ContinuousClock.now
        let _: AcknowledgementAnswer = try await office.reached.post("reports", [draft])
        let written = ContinuousClock.now - begun
        let national = try self.chain.national.reached
        try await self.wait("the figure \(number) of \(office.office)") {
            try await national.dashboard(period: Self.period).rows.contains {
                $0.indicator == indicator && $0.total == "\(number)"
            }
        }
        return (written, ContinuousClock.now - begun)
    }

    /// - Returns: from issuing an urgent directive until the honest county has it.
    private func directive(_ number: Int) async throws -> Duration {
        let draft = DirectiveDraft(
            id: ReportDraft.freshID(),
            number: "科协急〔2018〕\(number)号",
            title: "紧急通知 \(number)",
            body: "请立即办理。",
            urgency: "urgent",
            issuedOn: "2018-06-01",
            recipients: ["all"]
        )
        let begun = ContinuousClock.now
        let _: AcknowledgementAnswer = try await self.chain.national.reached.post(
            "directives",
            draft
        )
        let county = try self.honest.reached
        try await self.wait("directive \(number)") {
            let answer: DirectivePage = try await county.get("directives?limit=1")
            return answer.items.contains { $0.id == draft.id }
        }
        return ContinuousClock.now - begun
    }

    private struct DirectivePage: Decodable {
        let items: [DirectiveAnswer]
    }

    private func wait(_ what: String, _ isThere: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(Self.patienceSeconds)
        while try await !isThere() {
            guard ContinuousClock.now < deadline else {
                throw BenchError("\(what) has not arrived within \(Self.patienceSeconds) seconds")
            }
            try await Task.sleep(for: .milliseconds(Self.pollMilliseconds))
        }
    }

    // MARK: Figures

    private func add(_ quiet: Times, _ flooded: Times, into board: Scoreboard) {
        let kinds: [(String, KeyPath<Times, Samples>, Double)] = [
            ("own_write", \.ownWrite, Self.timesMax),
            ("own_to_national", \.ownToNational, Self.timesMax),
            ("county_to_national", \.countyToNational, Self.timesMax),
            ("urgent", \.urgent, Self.urgentTimesMax),
        ]
        board.add(Figure("fairness.rounds", Double(flooded.ownWrite.count), "rounds"))
        for (name, path, most) in kinds {
            var (calm, loud) = (quiet[keyPath: path], flooded[keyPath: path])
            let unloaded = calm.percentile(0.5)
            board.add(Figure("fairness.\(name).quiet", unloaded, "ms"))
            board.add(
                Figure(
                    "fairness.\(name).flooded",
                    loud.percentile(0.5),
                    "ms",
                    target: .atMost(most * unloaded)
                )
            )
            board.add(Figure("fairness.\(name).flooded_p90", loud.percentile(0.9), "ms"))
            board.add(Figure("fairness.\(name).worst", loud.percentile(1), "ms"))
        }
    }
}
