import ArgumentParser
import SyncProtocol

/// Measures what no node's API shows by itself: one JSON line on standard output, read by `dev/bench`.
@main
struct CoreBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cast-core-bench",
        abstract: "Measure merging by itself."
    )

    @Option(help: "How many changes of a text are merged.")
    var edits = 100_000

    @Option(help: "So many people write in it at once.")
    var authors = 3

    func run() throws {
        let session = TypingSession(editCount: self.edits, authorCount: self.authors)
        let clock = ContinuousClock()
        var text = ""
        let merging = clock.measure { text = session.merged() }
        // Whatever order they come in, it is one text.
        guard text.unicodeScalars.count == session.livingCount,
            session.merged(reversed: true) == text
        else {
            throw ValidationError("the changes do not merge to one text")
        }
        let seconds =
            Double(merging.components.seconds)
            + Double(merging.components.attoseconds) / 1e18
        print("{\"edits\":\(self.edits),\"seconds\":\(seconds),\"length\":\(session.livingCount)}")
    }
}
