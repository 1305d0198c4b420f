import Admin
import ArgumentParser
import Testing

@testable import Node

@Suite("The help of cast-node")
struct NodeHelpTests {
    private static let commands = [""] + CastNode.configuration.subcommands.map { $0._commandName }

    private static func run(
        _ words: [String],
        _ language: Language
    ) async -> (status: Admin.ExitStatus, streams: CapturedStreams) {
        let streams = CapturedStreams()
        let context = NodeContext(sink: streams, environment: [:], language: language, now: { 0 })
        return (await NodeRunner.run(words, in: context), streams)
    }

    @Test("is in Chinese for whoever reads Chinese", arguments: Self.commands)
    func chinese(command: String) async {
        let words = command.isEmpty ? ["--help"] : [command, "--help"]
        let (status, streams) = await Self.run(words, .zh)
        #expect(status == .success)
        #expect(streams.output.hasPrefix("概述："))
        for parserWord in ["USAGE", "OPTIONS", "<subcommand>", "detailed help", "(default"] {
            #expect(!streams.output.contains(parserWord), "\(parserWord)")
        }
        // Four words on end are a sentence that nobody has translated.
        let english = streams.output.firstMatch(
            of: /(?m)^(?!  cast-node).*[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+/
        )
        #expect(english == nil, "\(english.map { String($0.0) } ?? "")")
    }

    @Test("is that of the command, wherever the language is named", arguments: Self.commands)
    func languageAnywhere(command: String) async {
        let path = command.isEmpty ? [] : [command]
        for words in [
            ["--lang", "zh"] + path + ["--help"], path + ["--lang=zh", "--help"],
            path + ["--help", "--lang", "zh"], ["--lang", "zh", "help"] + path,
            ["help"] + path + ["--lang", "zh"],
        ] {
            let (status, streams) = await Self.run(words, .en)
            #expect(status == .success, "\(words): \(streams.errors)")
            let usage = (["用法：cast-node"] + path).joined(separator: " ")
            #expect(streams.output.contains(usage), "\(words)")
        }
    }

    @Test("a language that is none, or is missing, is named")
    func wrongLanguage() async {
        for words in [["--lang", "fr", "config"], ["config", "--lang"]] {
            let (status, streams) = await Self.run(words, .zh)
            #expect(status == .usage)
            #expect(streams.errors.hasPrefix("错误：") && streams.errors.contains("--lang"))
            #expect(streams.errors.hasSuffix("见 cast-node config --help\n"))
        }
    }

    @Test("The list of the program's commands that cast-admin sends people to is the one it has")
    func listOfCommands() {
        #expect(
            ProgramCommands.node.names.sorted()
                == CastNode.configuration.subcommands.map { $0._commandName }.sorted()
        )
    }

    @Test("Every key is explained in both languages, and each in its own")
    func keys() {
        for entry in ConfigurationEntry.all {
            for phrase in [entry.meaning, entry.rule] {
                #expect(phrase.chinese.contains(/\p{Han}/), "\(entry.name)")
                #expect(!phrase.english.contains(/\p{Han}/), "\(entry.name)")
            }
        }
    }
}
