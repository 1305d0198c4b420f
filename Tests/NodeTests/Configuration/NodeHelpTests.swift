import Admin
import ArgumentParser
import Testing

@testable import Node

@Suite("The help of cast-node")
struct NodeHelpTests {
    private static let commands = [""] + CastNode.configuration.subcommands.map { $0._commandName }

    @Test("is in Chinese for whoever reads Chinese", arguments: Self.commands)
    func chinese(command: String) async {
        let streams = CapturedStreams()
        let context = NodeContext(sink: streams, environment: [:], language: .zh, now: { 0 })
        let words = command.isEmpty ? ["--help"] : [command, "--help"]
        #expect(await NodeRunner.run(words, in: context) == .success)
        #expect(streams.output.hasPrefix("概述："))
        // Four words on end are a sentence that nobody has translated.
        let english = streams.output.firstMatch(
            of: /(?m)^(?!  cast-node).*[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+/
        )
        #expect(english == nil, "\(english.map { String($0.0) } ?? "")")
    }
}
