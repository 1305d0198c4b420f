import Admin
import Testing

@testable import AdminCommand

@Suite("Exit codes")
struct ExitStatusTests {
    @Test(
        "each kind of refusal has its exit code",
        arguments: [
            (APIError.Code.invalid, Int32(65)), (.malformed, 65), (.conflict, 65),
            (.unauthenticated, 77), (.forbidden, 77), (.notFound, 66), (.busy, 75),
            (.internalFault, 70), (.unavailable, 69),
        ]
    )
    func codes(code: APIError.Code, expected: Int32) async {
        #expect(ExitStatus(code).rawValue == expected)
        let office = StubOffice { answers in
            answers.refusal = APIError(
                code,
                chinese: "不行",
                english: "no\nway",
                field: "office",
                rule: "known",
                hintChinese: "换一个",
                hintEnglish: "take another"
            )
        }
        let outcome = await CommandRunner.run(arguments: ["receipt", "sign", "x"], office: office)
        #expect(outcome.status.rawValue == expected)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors == "error: no way — take another\n")
        let chinese = await CommandRunner.run(
            arguments: ["receipt", "sign", "x", "--lang", "zh"],
            office: office
        )
        #expect(chinese.errors == "错误：不行 — 换一个\n")
    }

    @Test("what the node's disk did not do ends the command like what ours does not")
    func disk() {
        let error = APIError(.unavailable, chinese: "", english: "", rule: APIError.diskRule)
        #expect(ExitStatus(error) == .outputFailed)
    }

    @Test("the table covers every kind of refusal")
    func allCodes() {
        #expect(APIError.Code.allCases.count == 9)
    }
}
