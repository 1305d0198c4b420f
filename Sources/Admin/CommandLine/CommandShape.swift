import Foundation
import PlainText

/// What the commands of a program take, as the argument parser describes itself, and the slips of the pen that it lets
/// pass or does not explain.
package struct CommandShape {
    private struct Tool: Decodable { let command: Command }

    private struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    private struct Argument: Decodable {
        let kind: String
        let isRepeating: Bool
        let names: [Name]?

        var isOption: Bool { self.kind == "option" }
        var isPositional: Bool { self.kind == "positional" }
    }

    private struct Name: Decodable {
        let kind: String
        let name: String
    }

    /// Behind it words are values, whatever they look like.
    private static let terminator = "--"
    /// What the parser adds to the commands of a program.
    private static let parsersOwn = "help"

    private let root: Command
    private let other: ProgramCommands

    /// - Parameters:
    ///   - description: what the argument parser says of the program, in JSON.
    ///   - other: where a command may be looked for in vain.
    /// - Returns: nil when it cannot be read; then nothing is found.
    package init?(_ description: String, other: ProgramCommands) {
        let tool = try? JSONDecoder().decode(Tool.self, from: Data(description.utf8))
        guard let tool else { return nil }
        self.root = tool.command
        self.other = other
    }

    /// The words as the parser understands them as they are meant: a value like `-1` is joined to its option, or stands
    /// last where the command takes values without one.
    ///
    /// - Throws: ``UsageFailure`` for a command that there is not, and for an option given twice that has one value: the
    ///   parser would take the last without a word.
    package func checked(_ words: [String]) throws(UsageFailure) -> [String] {
        var (command, path) = (self.root, [self.root.commandName])
        var result: [String] = []
        var seen: [String] = []
        var negative: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if Self.isNegative(word), (command.arguments ?? []).contains(where: \.isPositional) {
                negative.append(word)
                continue
            }
            result.append(word)
            if word == Self.terminator { return result + negative + rest }
            guard word.hasPrefix("-") else {
                guard let commands = command.subcommands, !commands.isEmpty else { continue }
                guard word != Self.parsersOwn else { break }
                guard let next = commands.first(where: { $0.commandName == word }) else {
                    throw self.unknown(word, in: path, among: commands.map(\.commandName))
                }
                (command, path) = (next, path + [word])
                continue
            }
            // What the parser does not know it says itself.
            guard let (name, argument) = Self.option(word, of: command) else { break }
            guard argument.isOption else { continue }
            guard argument.isRepeating || !seen.contains(name) else { throw Self.doubled(name) }
            seen.append(name)
            if !word.contains("="), let value = rest.popFirst() {
                if Self.isNegative(value) {
                    result[result.count - 1] = "\(word)=\(value)"
                } else {
                    result.append(value)
                }
            }
        }
        guard !negative.isEmpty else { return result + rest }
        return result + rest + (rest.contains(Self.terminator) ? [] : [Self.terminator]) + negative
    }

    private static func isNegative(_ word: String) -> Bool {
        word.wholeMatch(of: /-[0-9.,]+/) != nil
    }

    private static func option(
        _ word: String,
        of command: Command
    ) -> (name: String, argument: Argument)? {
        guard word.hasPrefix("--") else { return nil }
        let name = String(word.dropFirst(2).prefix { $0 != "=" })
        return (command.arguments ?? []).first { argument in
            (argument.names ?? []).contains { $0.kind == "long" && $0.name == name }
        }.map { ("--\(name)", $0) }
    }

    private static func doubled(_ name: String) -> UsageFailure {
        UsageFailure("选项 \(name) 只能给出一次", "the option \(name) may be given only once")
    }

    private func unknown(_ word: String, in path: [String], among names: [String]) -> UsageFailure {
        let program = path.joined(separator: " ")
        if path.count == 1, self.other.names.contains(word) {
            let right = "\(self.other.program) \(word)"
            return UsageFailure(
                "\(word) 是 \(self.other.program) 的命令，请运行 \(right)",
                "\(word) is a command of \(self.other.program): run \(right)"
            )
        }
        if let near = NearestWord.to(word, among: names) {
            return UsageFailure(
                "\(program) 没有命令“\(word)”，是不是 \(near)",
                "\(program) has no command “\(word)”; is \(near) meant?"
            )
        }
        return UsageFailure(
            "\(program) 没有命令“\(word)”，可用：\(names.joined(separator: "、"))",
            "\(program) has no command “\(word)”, but \(names.joined(separator: ", "))"
        )
    }
}
