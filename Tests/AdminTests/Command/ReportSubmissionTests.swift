import Admin
import Foundation
import Testing

@testable import AdminCommand

@Suite("Submitting reports")
struct ReportSubmissionTests {
    private static func file(_ count: Int, in folder: TemporaryFolder) throws -> String {
        let drafts = (0..<count).map(Samples.report)
        return try folder.write(try JSONEncoder().encode(drafts), to: "reports.json")
    }

    @Test("one report from options")
    func single() async {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: [
                "report", "submit", "--title", "二季度", "--period", "2018Q2", "--text", "进展顺利",
                "--directive", "60号", "--point", "members=120", "--office", "510100-S01",
                "--id", Samples.id,
            ],
            office: office
        )
        #expect(outcome.status == .success)
        #expect(outcome.errors.isEmpty)
        #expect(
            office.asked.reports == [
                [
                    ReportDraft(
                        id: Samples.id,
                        office: "510100-S01",
                        title: "二季度",
                        period: "2018Q2",
                        text: "进展顺利",
                        directive: "60号",
                        points: [DataPointDraft(indicator: "members", value: "120")]
                    )
                ]
            ]
        )
    }

    @Test("a large file goes in batches, with progress beside the results")
    func batches() async throws {
        let folder = try TemporaryFolder()
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: ["report", "submit", "--json", "--file", try Self.file(1_100, in: folder)],
            office: office
        )
        #expect(outcome.status == .success)
        #expect(office.asked.reports.map(\.count) == [500, 500, 100])
        #expect(office.asked.reports.flatMap { $0 } == (0..<1_100).map(Samples.report))
        #expect(outcome.errors == "500 of 1100 sent\n1000 of 1100 sent\n1100 of 1100 sent\n")
        let answer = try JSONDecoder().decode(
            Acknowledgement.self,
            from: Data(outcome.output.utf8)
        )
        #expect(answer.ids == (0..<1_100).map { Samples.report($0).id })
    }

    @Test("reports with long texts go in batches that a node takes")
    func batchesByBytes() throws {
        let drafts = (0..<400).map {
            Samples.report($0, text: String(repeating: "进", count: 10_000))
        }
        let batches = try ReportSubmission.batches(of: drafts)
        #expect(batches.flatMap { Array($0) } == Array(0..<400))
        #expect(batches.count == 3)
        for batch in batches {
            let bytes = try JSONEncoder().encode(Array(drafts[batch])).count
            #expect(bytes <= ReportSubmission.batchBytesMax + 2)
        }
    }

    @Test("a batch that is too long for a node is halved until it fits, and in order")
    func halves() async throws {
        let folder = try TemporaryFolder()
        let office = StubOffice { $0.submittedReportsMax = 3 }
        let outcome = await CommandRunner.run(
            arguments: ["report", "submit", "--file", try Self.file(10, in: folder)],
            office: office
        )
        #expect(outcome.status == .success)
        #expect(office.asked.reports.flatMap { $0 } == (0..<10).map(Samples.report))
        #expect(office.asked.reports.allSatisfy { $0.count <= 3 })
    }

    @Test("a file's text without a byte order mark is the report's, and an invalid one is refused")
    func textFile() async throws {
        let folder = try TemporaryFolder()
        let office = StubOffice()
        let words = [
            "report", "submit", "--title", "t", "--period", "2018年2季度", "--point", "a=1,200:家",
        ]
        let good = try folder.write(Data("\u{FEFF}进展".utf8), to: "good.txt")
        let bad = try folder.write(Data([0xB9, 0xD8]), to: "bad.txt")
        let taken = await CommandRunner.run(
            arguments: words + ["--text-file", good],
            office: office
        )
        #expect(taken.status == .success)
        #expect(office.asked.reports.first?.first?.text == "进展")
        #expect(office.asked.reports.first?.first?.period == "2018Q2")
        #expect(office.asked.reports.first?.first?.points.first?.value == "1200")
        let refused = await CommandRunner.run(
            arguments: words + ["--text-file", bad],
            office: office
        )
        #expect(refused.status == .dataRefused)
        #expect(refused.errors.contains("UTF-8"))
    }

    /// Runs a command with a text on its standard input.
    private static func run(
        _ arguments: [String],
        reading text: String,
        office: StubOffice
    ) async throws -> CommandRunner.Outcome {
        let folder = try TemporaryFolder()
        let input = try FileHandle(
            forReadingFrom: URL(filePath: try folder.write(text, to: "input"))
        )
        return await StandardInput.$descriptor.withValue(input.fileDescriptor) {
            await CommandRunner.run(arguments: arguments, office: office)
        }
    }

    @Test("a text comes from standard input where the file is called -")
    func standardInput() async throws {
        let office = StubOffice()
        let outcome = try await Self.run(
            ["reply", "send", "x", "--text-file", "-"],
            reading: "\u{FEFF}来自管道",
            office: office
        )
        #expect(outcome.status == .success)
        #expect(office.asked.replies.first?.text == "来自管道")
    }

    @Test("reports come from standard input where the file is called -")
    func reportsFromStandardInput() async throws {
        let office = StubOffice()
        let reports = try JSONEncoder().encode([Samples.report(1), Samples.report(2)])
        let outcome = try await Self.run(
            ["report", "submit", "--file", "-"],
            reading: String(decoding: reports, as: UTF8.self),
            office: office
        )
        #expect(outcome.status == .success, "\(outcome.errors)")
        #expect(office.asked.reports == [[Samples.report(1), Samples.report(2)]])
    }

    @Test("a refusal in a later batch names the place in the file and what is written")
    func refusalInLaterBatch() async throws {
        let folder = try TemporaryFolder()
        let office = StubOffice { answers in
            answers.submissionsBeforeRefusal = 1
            answers.refusal = APIError(
                .invalid,
                chinese: "不是小数",
                english: "not a decimal",
                field: "reports[3].points[0].value",
                rule: "decimal"
            )
        }
        let outcome = await CommandRunner.run(
            arguments: ["report", "submit", "--file", try Self.file(600, in: folder)],
            office: office
        )
        #expect(outcome.status == .dataRefused)
        #expect(outcome.output.isEmpty)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("known to be written: 500 reports;"))
        #expect(lines[2] == "error: not a decimal (report 504, figure 1, value)")
    }

    @Test("when no answer came the id is told, so that trying again writes nothing twice")
    func uncertainOutcome() async {
        let office = StubOffice {
            $0.refusal = APIError(
                .unavailable,
                chinese: "断开了",
                english: "closed",
                hintEnglish: "start it"
            )
        }
        let single = await CommandRunner.run(
            arguments: ["report", "submit", "--title", "t", "--period", "2018"],
            office: office
        )
        let id = office.asked.reports[0][0].id
        #expect(single.status == .unavailable)
        #expect(
            single.errors.hasPrefix("error: closed — start it; when you try again add --id \(id),")
        )
        let directive = await CommandRunner.run(
            arguments: [
                "directive", "issue", "--number", "1", "--title", "t", "--body", "", "--to", "1",
            ],
            office: office
        )
        #expect(directive.errors.contains("--id \(office.asked.directives[0].id)"))
        #expect(directive.errors.filter { $0 == "\n" }.count == 1)
    }

    @Test(
        "a file that is not as it should be is named with the place in it",
        arguments: [
            ("{", "JSON"), ("[]", "no reports"), ("[{\"id\":\"1\"}]", "[0]."),
            (
                #"[{"id":"1","title":"t","period":"2018","text":"","points":[{"indicator":"a","value":3}]}]"#,
                "[0].points[0].value"
            ),
        ]
    )
    func badFile(text: String, says: String) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "reports.json")
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: ["report", "submit", "--file", file],
            office: office
        )
        #expect(outcome.status == .dataRefused)
        #expect(outcome.errors.contains(file))
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
        #expect(outcome.errors.filter { $0 == "\n" }.count == 1)
        #expect(office.asked.calls.isEmpty)
    }
}
