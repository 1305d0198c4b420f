import Foundation

/// How long it takes to merge what several people typed into one text.
struct TextBenchmark {
    private struct Measured: Decodable {
        let edits: Int
        let seconds: Double
        let length: Int
    }

    private static let secondsMax = 2.0

    let program: String
    let log: String

    func run(into board: Scoreboard) async throws {
        let said = try await ChildProcess.run(self.program, [], log: self.log)
        let measured = try JSONDecoder().decode(Measured.self, from: Data(said.utf8))
        board.add(Figure("text.merge", measured.seconds, "s", target: .atMost(Self.secondsMax)))
    }
}
