import Admin
import ArgumentParser
import Testing

@testable import AdminCommand

@Suite("Slips of the pen on a command line")
struct CommandShapeTests {
    private static func run(_ words: [String], _ language: String = "en") async -> String {
        await CommandRunner.run(arguments: words + ["--lang", language], office: StubOffice())
            .errors
    }

    @Test(
        "A command that there is not is told with the nearest one",
        arguments: [
            (["statsu"], "cast-admin has no command “statsu”; is status meant?"),
            (["--data-dir", "d", "ofices"], "is offices meant?"),
            (["directive", "isue"], "cast-admin directive has no command “isue”; is issue meant?"),
            (["xyzzy"], "cast-admin has no command “xyzzy”, but status, offices, directive"),
            (
                ["console-link"],
                "console-link is a command of cast-node: run cast-node console-link"
            ),
        ]
    )
    func unknownCommand(_ words: [String], _ says: String) async {
        let errors = await Self.run(words)
        #expect(errors.contains(says), "\(errors)")
        #expect(errors.split(separator: "\n").count == 1)
    }

    @Test("The same in Chinese")
    func chinese() async {
        #expect(await Self.run(["statsu"], "zh").contains("cast-admin 没有命令“statsu”，是不是 status"))
        #expect(await Self.run(["console-link"], "zh").contains("请运行 cast-node console-link"))
        #expect(await Self.run(["status", "--usr", "a"], "zh").contains("没有选项 --usr，是不是 --user"))
    }

    @Test("An option with one value is not taken twice, one with many is")
    func twice() async {
        let once = await Self.run(["report", "list", "--office", "1", "--office=2"])
        #expect(once.contains("the option --office may be given only once"), "\(once)")
        let around = await Self.run(["--user", "a", "status", "--user", "b"])
        #expect(around.contains("--user may be given only once"), "\(around)")
        let many = await Self.run([
            "report", "submit", "--title", "t", "--period", "2018Q2", "--point", "a=1", "--point",
            "b=2",
        ])
        #expect(!many.contains("only once"), "\(many)")
        let value = await Self.run(["report", "list", "--office", "--office"])
        #expect(!value.contains("only once"), "what stands behind an option is its value: \(value)")
    }

    @Test("A number below what may be is told what may be, not that there is none")
    func negative() async {
        #expect(
            await Self.run(["events", "--limit", "-1"]).contains("--limit is between 1 and 1000")
        )
        #expect(
            await Self.run(["events", "--limit", "-1"], "zh").contains("--limit 要在 1 到 1000 之间")
        )
        let word = await Self.run(["events", "--limit", "many"])
        #expect(word.contains("it must be a whole number"), "\(word)")
        #expect(await Self.run(["events", "--limit", "many"], "zh").contains("应为整数"))
    }

    @Test("Words behind the terminator are values, whatever they look like")
    func terminator() throws {
        let shape = try #require(CommandShape(CastAdmin._dumpHelp(), other: .node))
        let words = ["directive", "show", "--limit", "5", "--", "--limit", "-1"]
        #expect(try shape.checked(words) == words)
    }

    @Test("Each program's list of commands is the one it has")
    func lists() {
        #expect(
            ProgramCommands.admin.names.sorted()
                == CastAdmin.configuration.subcommands.map { $0._commandName }.sorted()
        )
    }
}
