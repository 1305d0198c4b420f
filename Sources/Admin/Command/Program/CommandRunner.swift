package import Admin
import ArgumentParser
import Foundation

/// Runs one command line from its words to its exit status.
package enum CommandRunner {
    /// What a run left behind.
    package struct Outcome: Sendable, Equatable {
        package let status: ExitStatus
        package let output: String
        package let errors: String
    }

    /// Runs a command line and keeps what it writes.
    ///
    /// - Parameters:
    ///   - arguments: The words after the program's name.
    ///   - environment: Only these variables are seen.
    ///   - office: Used in place of the node that the options name.
    package static func run(
        arguments: [String],
        environment: [String: String] = [:],
        office: (any OfficeAPI)? = nil
    ) async -> Outcome {
        let streams = CapturedStreams()
        var context = CommandContext.process()
        context.sink = streams
        context.environment = environment
        context.paintsScreen = false
        context.office = office
        let status = await self.run(arguments, in: context)
        return Outcome(status: status, output: streams.output, errors: streams.errors)
    }

    /// - Parameter words: As they came, whatever bytes they are.
    static func run(_ words: [[UInt8]], in context: CommandContext) async -> ExitStatus {
        do throws(UsageFailure) {
            return await Self.run(try ProgramArguments.words(words), in: context)
        } catch {
            let asked = Self.language(of: ProgramArguments.shown(words), in: context)
            let command = Self.commandPath(of: asked.rest)
            context.sink.note(
                ErrorReport.usage(error.phrase, command: command, in: asked.language)
            )
            return .usage
        }
    }

    static func run(_ arguments: [String], in context: CommandContext) async -> ExitStatus {
        let asked = Self.language(of: arguments, in: context)
        let (arguments, language) = (asked.rest, asked.language)
        var context = context
        context.language = language
        do {
            if let failure = asked.failure { throw failure }
            return try await self.perform(arguments, in: context, language: language)
        } catch let failure as UsageFailure {
            let command = self.commandPath(of: arguments)
            context.sink.note(ErrorReport.usage(failure.phrase, command: command, in: language))
            return .usage
        } catch let failure as OutputFailure {
            guard !failure.readerLeft else { return .success }
            context.sink.note(ErrorReport.outputFailed(in: language))
            return .outputFailed
        } catch let failure as UnwrittenFile {
            context.sink.note(ErrorReport.unwritten(failure, in: language))
            return .outputFailed
        } catch let error as APIError {
            context.sink.note(ErrorReport.refusal(Self.onCommandLine(error), in: language))
            return ExitStatus(error)
        } catch {
            context.sink.note(ErrorReport.fault(error, of: CastAdmin._commandName, in: language))
            return .internalFault
        }
    }

    /// The words are read and help is drawn up in the language.
    private static func perform(
        _ arguments: [String],
        in context: CommandContext,
        language: Language
    ) async throws -> ExitStatus {
        try await HelpLanguage.$current.withValue(language) {
            try await Self.perform(arguments, in: context)
        }
    }

    private static func perform(
        _ arguments: [String],
        in context: CommandContext
    ) async throws -> ExitStatus {
        let shape = CommandShape(CastAdmin._dumpHelp(), other: .node)
        let arguments = try shape?.checked(arguments) ?? arguments
        do {
            var command = try CastAdmin.parseAsRoot(arguments)
            switch command {
            case let command as any OfficeCommand:
                try command.global.check()
                return try await command.run(in: context)
            case let group as any CommandGroup:
                throw Self.missingCommand(in: type(of: group))
            default:
                // The parser's own commands answer by throwing what is to be printed.
                try command.run()
                return .success
            }
        } catch  where CastAdmin.exitCode(for: error) == .success {
            try context.sink.write(HelpLanguage.said(CastAdmin.fullMessage(for: error)) + "\n")
            return .success
        } catch  where CastAdmin.exitCode(for: error) == .validationFailure {
            throw UsageFailure(UsageMessage.phrase(CastAdmin.message(for: error)))
        }
    }

    /// What a node says of a field that is an option here.
    private static func onCommandLine(_ error: APIError) -> APIError {
        guard error.rule == APIError.cursorRule else { return error }
        return APIError(
            error.code,
            chinese: "--after 的值不是此列表给出的位置",
            english: "the value of --after is not a place that this list has given out",
            field: error.field,
            rule: error.rule,
            hintChinese: "请照上一页末尾所示原样写出；不带 --after 则从头列出",
            hintEnglish:
                "write it as the end of the page before shows it; without it the list begins anew"
        )
    }

    private static func language(
        of arguments: [String],
        in context: CommandContext
    ) -> ArgumentLanguage {
        ArgumentLanguage(arguments, preferred: Language.preferred(in: context.environment))
    }

    private static func missingCommand(in group: any ParsableCommand.Type) -> UsageFailure {
        let commands = group.configuration.subcommands.map { $0._commandName }
        let list = commands.joined(separator: ", ")
        return UsageFailure(
            "\(group._commandName) 后面缺少命令：\(list)",
            "a command is missing after \(group._commandName): \(list)"
        )
    }

    /// The command that the words name, as far as they name one: `cast-admin directive issue`.
    private static func commandPath(of arguments: [String]) -> String {
        var path = [CastAdmin._commandName]
        var command: any ParsableCommand.Type = CastAdmin.self
        for argument in arguments {
            let next = command.configuration.subcommands.first { $0._commandName == argument }
            guard let next else { continue }
            path.append(argument)
            command = next
        }
        return path.joined(separator: " ")
    }
}
