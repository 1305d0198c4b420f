import Admin
import ArgumentParser
import Testing

@testable import AdminCommand

@Suite("Wrong use of every command")
struct WrongUseTests {
    /// The command's path, then what is wrong after it, and a word of the message.
    private static let cases: [(command: String, rest: [String], says: String)] = [
        ("status", ["--lang", "fr"], "--lang"),
        ("status", ["--user", ""], "--user"),
        ("status", ["--user", "a\u{1B}b"], "--user"),
        ("status", ["--node", "http://h"], "--token-file"),
        ("status", ["--node", "h", "--token-file", "f"], "--node"),
        ("status", ["--node", "http://h", "--token-file", "f", "--data-dir", "d"], "--data-dir"),
        ("offices", ["--data-dir"], "--data-dir"),
        ("directive", [], "issue, list, show, trace"),
        ("directive issue", ["--number", "1"], "--title"),
        ("directive issue", issue(["--to", ","]), "--to"),
        ("directive issue", issue([]), "--to"),
        ("directive issue", issue(["--to", "1", "--issued-on", "2018-02-29"]), "--issued-on"),
        ("directive issue", issue(["--to", "1", "--reply-by", "soon"]), "--reply-by"),
        ("directive issue", issue(["--to", "1", "--urgency", "now"]), "--urgency"),
        ("directive issue", issue(["--to", "1", "--id", "12"]), "--id"),
        ("directive issue", issue(["--to", "1", "--body-file", "f"]), "--body"),
        ("directive issue", ["--number", "1", "--title", "t", "--to", "1"], "--body"),
        ("directive list", ["--limit", "0"], "--limit"),
        ("directive list", ["--limit", "many"], "--limit"),
        ("directive list", ["--after", ""], "--after"),
        ("directive show", [], "<directive>"),
        ("directive show", [" "], "directive"),
        ("directive show", ["a", "--limit", "0"], "--limit"),
        ("directive show", ["a", "--after", ""], "--after"),
        ("directive trace", ["a", "b"], "b"),
        ("directive trace", ["a", "--missing", "x"], "undelivered|unsigned|unreplied|overdue"),
        ("directive trace", ["a", "--branches", "--lagging"], "--branches"),
        ("directive trace", ["a", "--below", ""], "--below"),
        ("offices", ["--troubled", "--state", "behind"], "--troubled"),
        ("offices", ["--limit", "-1"], "between 1 and 1000"),
        ("receipt", [], "sign"),
        ("receipt sign", [], "<directive>"),
        ("receipt sign", ["x", "--office", ""], "--office"),
        ("reply", [], "send"),
        ("reply send", ["x"], "--text"),
        ("reply send", ["x", "--text", "a", "--text-file", "b"], "--text"),
        ("report", [], "submit, list"),
        ("report submit", [], "--title"),
        ("report submit", ["--title", "t"], "--period"),
        ("report submit", ["--title", "t", "--period", "2018Q5"], "--period"),
        ("report submit", point("members"), "--point"),
        ("report submit", point("members=1,5"), "--point"),
        ("report submit", point("members=1e3"), "--point"),
        ("report submit", point("=1"), "--point"),
        ("report submit", ["--file", "f", "--title", "t"], "--file"),
        ("indicator", [], "list"),
        ("indicator list", ["x"], "x"),
        ("report list", ["--limit", "1001"], "--limit"),
        ("report list", ["--period", "2018Q5"], "--period"),
        ("report show", [], "<id>"),
        ("report show", ["12"], "the report's id"),
        ("dashboard", ["--period", "2018-13"], "--period"),
        ("dashboard", ["--wtach"], "--wtach"),
        ("office name", ["51"], "--name"),
        ("feeds", ["--after"], "--after"),
        ("links", ["x"], "x"),
        ("quarantine", ["--limit", "-3"], "--limit"),
        ("backup", [], "<folder>"),
        ("verify", ["--fast"], "--fast"),
        ("verify store", ["--fast"], "--fast"),
        ("verify link", [], "<peer>"),
        ("verify link", ["510000", "--timeout", "61"], "--timeout"),
        ("unknown", ["--limit", "0"], "--limit"),
        ("floor", [], "list, set"),
        ("floor list", ["--fast"], "--fast"),
        ("floor set", ["report"], "<version>"),
        ("floor set", ["report", "0"], "version"),
        ("events", ["--json=yes"], "--json"),
        ("audit", [], "list, verify"),
        ("audit list", ["--by", ""], "--by"),
        ("audit verify", ["--fast"], "--fast"),
        ("record", [], "kinds, list, show, history, create, edit, advance, settle"),
        ("record kinds", ["a", "b"], "b"),
        ("record list", [], "<kind>"),
        ("record list", ["reply", "--period", "x"], "--period"),
        ("record list", ["reply", "--due-before", "x"], "--due-before"),
        ("record list", ["reply", "--limit", "0"], "--limit"),
        ("record create", [" "], "kind"),
        ("record create", ["project", "--set", "title"], "--set"),
        ("record edit", ["project", "x"], "--seen"),
        ("record edit", ["project", "x", "--seen", "1"], "--set"),
        ("record advance", ["project", "x"], "<step>"),
        ("record advance", ["project", "x", " ", "--seen", "1"], "step"),
        ("record show", ["reply"], "<id>"),
        ("record show", ["reply", "x", "--office", ""], "--office"),
        ("record history", [], "<kind>"),
        ("record settle", ["reply", "x"], "--seen"),
        ("record settle", ["reply", "x", "--seen", "1"], "--take"),
        ("conflicts", ["--limit", "0"], "--limit"),
        ("reply send", ["x", "--text", "a", "--seen"], "--seen"),
        ("invite", [], "<office>"),
        ("invite", invite(["--valid-hours", "25"]), "--valid-hours"),
        ("invite", ["1", "--name", "n", "--level", "village"], "--level"),
        ("host", ["1"], "--name"),
        ("office split", ["1", "--to", "2"], "--to"),
        ("office", [], "move, rename"),
        ("office move", ["1"], "--to"),
        ("office rename", ["1", "--to", ""], "--to"),
        ("office merge", ["--to", "2"], "<office>"),
        ("office places", ["1"], "--default"),
        ("office places", ["1", "5", "--default"], "--default"),
        ("office places", ["1", "-1"], "a whole number from 0 to 1000000, not “-1”"),
        ("office places", ["1", "-1", "--json"], "a whole number from 0 to 1000000, not “-1”"),
        ("office places", ["1", "1000001"], "a whole number from 0 to 1000000, not “1000001”"),
        ("office places", ["1", "1.5"], "a whole number"),
        ("office places", ["1", "many"], "not “many”"),
        ("status", ["-1"], "-1"),
        ("host", ["1", "--name", "n", "--level", "department"], "society"),
        ("host", ["1", "--name", "n", "--level", "city"], "--level"),
        ("attachment", [], "add, get"),
        ("attachment add", [], "<file>"),
        ("attachment get", ["x"], "--output"),
        ("attachment get", ["x", "--output", "f", "--wait=-1"], "--wait"),
    ]

    private static func issue(_ rest: [String]) -> [String] {
        ["--number", "1", "--title", "t", "--body", "b"] + rest
    }

    private static func point(_ text: String) -> [String] {
        ["--title", "t", "--period", "2018Q2", "--point", text]
    }

    private static func invite(_ rest: [String]) -> [String] {
        ["1", "--name", "n", "--level", "city"] + rest
    }

    private static func words(_ command: String) -> [String] {
        command.split(separator: " ").map(String.init)
    }

    @Test(
        "one line says what is wrong and where to read more, and nothing is sent",
        arguments: cases
    )
    func wrongUse(command: String, rest: [String], says: String) async {
        let office = StubOffice()
        let outcome = await CommandRunner.run(
            arguments: Self.words(command) + rest,
            office: office
        )
        #expect(outcome.status == .usage)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("error: "))
        #expect(outcome.errors.hasSuffix(" — see cast-admin \(command) --help\n"))
        #expect(outcome.errors.filter { $0 == "\n" }.count == 1)
        #expect(!outcome.errors.contains("  "), "\(outcome.errors)")
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
        #expect(office.asked.calls.isEmpty)
    }

    @Test(
        "words that are not UTF-8 are refused by name, in the language that was asked for",
        arguments: [
            (["directive", "issue", "--title"], "--title", "en"), (["report", "list"], "3", "en"),
            (["--lang", "zh", "reply", "send", "x", "--text"], "--text", "zh"),
        ]
    )
    func notUTF8(before: [String], says: String, language: String) async {
        let office = StubOffice()
        let streams = CapturedStreams()
        var context = CommandContext.process()
        context.sink = streams
        context.environment = [:]
        context.office = office
        let gbk: [UInt8] = [0xB9, 0xD8, 0xD3, 0xDA]
        let status = await CommandRunner.run(before.map { Array($0.utf8) } + [gbk], in: context)
        #expect(status == .usage)
        #expect(streams.errors.contains(says))
        #expect(streams.errors.contains(language == "zh" ? "不是 UTF-8" : "is not text in UTF-8"))
        #expect(office.asked.calls.isEmpty)
    }

    @Test("the same in Chinese", arguments: cases)
    func wrongUseChinese(command: String, rest: [String], says: String) async {
        let outcome = await CommandRunner.run(
            arguments: Self.words(command) + rest,
            environment: ["LANG": "zh_CN.UTF-8"],
            office: StubOffice()
        )
        #expect(outcome.status == .usage)
        #expect(outcome.errors.filter { $0 == "\n" }.count == 1)
        let isChinese = outcome.errors.hasPrefix("错误：")
        #expect(isChinese || rest.contains("--lang"))
        #expect(outcome.errors.hasSuffix(" — 见 cast-admin \(command) --help\n"))
    }

    @Test("the table has every command")
    func complete() {
        let tested = Set(Self.cases.map(\.command))
        #expect(Set(Self.commands(of: CastAdmin.self, path: [])).subtracting(tested) == [])
    }

    @Test("every command explains itself with examples")
    func help() async {
        for command in Self.commands(of: CastAdmin.self, path: []) {
            let outcome = await CommandRunner.run(arguments: Self.words(command) + ["--help"])
            #expect(outcome.status == .success)
            #expect(outcome.errors.isEmpty)
            #expect(outcome.output.contains("EXAMPLES\n  cast-admin \(command)"), "\(command)")
        }
    }

    @Test("every command explains itself in Chinese to a Chinese reader")
    func helpChinese() async {
        for command in Self.commands(of: CastAdmin.self, path: []) {
            for (words, environment) in [
                (Self.words(command) + ["--help", "--lang", "zh"], [:]),
                (["--lang", "zh"] + Self.words(command) + ["--help"], [:]),
                (["--lang=zh", "help"] + Self.words(command), [:]),
                (Self.words(command) + ["--help"], ["LANG": "zh_CN.UTF-8"]),
            ] as [([String], [String: String])] {
                let outcome = await CommandRunner.run(arguments: words, environment: environment)
                #expect(outcome.status == .success)
                #expect(outcome.output.hasPrefix("概述："), "\(command)")
                #expect(outcome.output.contains("用法：cast-admin \(command)"), "\(command)")
                // Four words on end are a sentence that nobody has translated.
                let english = outcome.output.firstMatch(
                    of: /(?m)^(?!  cast-admin).*[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+/
                )
                #expect(english == nil, "\(command): \(english.map { String($0.0) } ?? "")")
                for word in ["<subcommand>", "[<options>]", "detailed help", "(default"] {
                    #expect(!outcome.output.contains(word), "\(command): \(word)")
                }
            }
        }
    }

    @Test("help and version are no errors")
    func versionAndHelp() async {
        for arguments in [[], ["--help"], ["help"], ["help", "directive", "issue"], ["--version"]] {
            let outcome = await CommandRunner.run(arguments: arguments)
            #expect(outcome.status == .success)
            #expect(outcome.errors.isEmpty)
            #expect(!outcome.output.isEmpty)
        }
    }

    @Test("a word that is no command is an error of the program itself")
    func unknownCommand() async {
        let outcome = await CommandRunner.run(arguments: ["statu"])
        #expect(outcome.status == .usage)
        #expect(
            outcome.errors
                == "error: cast-admin has no command “statu”; is status meant? — see cast-admin --help\n"
        )
    }

    private static func commands(
        of command: any ParsableCommand.Type,
        path: [String]
    ) -> [String] {
        command.configuration.subcommands.flatMap { child in
            let path = path + [child._commandName]
            return [path.joined(separator: " ")] + Self.commands(of: child, path: path)
        }
    }
}
