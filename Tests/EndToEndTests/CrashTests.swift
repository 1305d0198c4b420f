import Admin
import Foundation
import NodeProcesses
import Testing

/// The seed decides when which node is killed; `CAST_TEST_SEED` repeats a run.
private let seed =
    ProcessInfo.processInfo.environment["CAST_TEST_SEED"].flatMap { UInt64($0) } ?? 20_180_503

extension EndToEndTests {
    private static let killsMax = 20
    /// A kill comes after up to so many more writes …
    private static let writesBeforeKill = 0..<8
    /// … and a moment later, so that it falls into a write as often as between two.
    private static let microsecondsBeforeKill = 0..<6_000

    @Test("Killed at twenty random moments, the nodes lose nothing and double nothing")
    func killedAtRandomMoments() async throws {
        try await TestFolder.withOffices { offices in
            let society = HostedOfficeDraft(office: "510100-S01", name: "学会", level: "society")
            _ = try await offices.city.client().host(society, by: Drafts.clerk)
            try await offices.national.wait(for: "four offices") {
                try await $0.offices(by: .unnamed).count == 4
            }
            let writers = CrashWriters(offices, society: society.office)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in writers.all { group.addTask { try await writer.work() } }
                try await Self.killing(offices, writers)
                for writer in writers.all { writer.stop() }
                try await group.waitForAll()
            }
            #expect(writers.all.map(\.repeated).reduce(0, +) > 0, "no kill hit a writer")
            try await writers.expectation(offices).check()
        }
    }

    private static func killing(_ offices: ThreeOffices, _ writers: CrashWriters) async throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<Self.killsMax {
            let index = numbers.next(in: 0..<offices.all.count)
            let node = offices.all[index]
            try await writers.main[index].wait(forMore: numbers.next(in: Self.writesBeforeKill))
            try await Waiting.moment(
                microseconds: Int64(numbers.next(in: Self.microsecondsBeforeKill))
            )
            try await node.kill()
            try await node.start()
        }
    }
}

/// Who writes what while nodes are killed: directives at headquarters, reports everywhere below, and
/// signatures for the directives as they arrive.
private struct CrashWriters: Sendable {
    private let directives: Writer
    private let provinceReports: Writer
    private let cityReports: Writer
    private let societyReports: Writer
    private let provinceSignatures: Writer
    private let citySignatures: Writer
    private let society: String

    init(_ offices: ThreeOffices, society: String) {
        let directives = Writer(offices.national) { client, number in
            _ = try await client.issue(Drafts.directive(number), by: Drafts.clerk)
            return true
        }
        func reports(_ node: NodeProcess, series: Int, office: String? = nil) -> Writer {
            Writer(node) { client, number in
                let draft = Drafts.report(number, series: series, office: office)
                _ = try await client.submit([draft], by: Drafts.clerk)
                return true
            }
        }
        func signatures(_ node: NodeProcess) -> Writer {
            Writer(node) { client, number in
                guard number < directives.acknowledged else { return false }
                do {
                    let draft = ReceiptDraft(directive: Drafts.directive(number).id)
                    _ = try await client.sign(draft, by: Drafts.clerk)
                    return true
                } catch let error as APIError where error.code == .notFound {
                    // It has not arrived yet.
                    return false
                }
            }
        }
        self.directives = directives
        self.provinceReports = reports(offices.province, series: 1)
        self.cityReports = reports(offices.city, series: 2)
        self.societyReports = reports(offices.city, series: 3, office: society)
        self.provinceSignatures = signatures(offices.province)
        self.citySignatures = signatures(offices.city)
        self.society = society
    }

    /// One for each node, from the top down.
    var main: [Writer] { [self.directives, self.provinceReports, self.cityReports] }

    var all: [Writer] {
        self.main + [self.societyReports, self.provinceSignatures, self.citySignatures]
    }

    func expectation(_ offices: ThreeOffices) -> Expectation {
        var expectation = Expectation(offices: offices)
        for (series, office, writer) in [
            (1, offices.province.office, self.provinceReports),
            (2, offices.city.office, self.cityReports),
            (3, self.society, self.societyReports),
        ] {
            expectation.reports += (0..<writer.acknowledged).map {
                (office, Drafts.report($0, series: series))
            }
        }
        expectation.directives = (0..<self.directives.acknowledged).map { Drafts.directive($0) }
        expectation.signed = [
            (offices.province.office, self.provinceSignatures.acknowledged),
            (offices.city.office, self.citySignatures.acknowledged),
        ]
        return expectation
    }
}
