import Admin
import ArgumentParser
import Foundation
import Store

/// Runs one command line from its words to its exit status: one line on what is wrong, never a trace.
enum NodeRunner {
    /// - Parameter words: As they came, whatever bytes they are.
    static func run(_ words: [[UInt8]]) async -> ExitStatus {
        let environment = ProcessInfo.processInfo.environment
        let shown = ProgramArguments.shown(words)
        let context = NodeContext.process(language: Self.language(of: shown, in: environment))
        do throws(UsageFailure) {
            return await Self.run(try ProgramArguments.words(words), in: context)
        } catch {
            let command = Self.commandPath(of: shown)
            context.sink.note(
                ErrorReport.usage(error.phrase, command: command, in: context.language)
            )
            return .usage
        }
    }

    static func run(_ arguments: [String], in context: NodeContext) async -> ExitStatus {
        do {
            return try await HelpLanguage.$current.withValue(context.language) {
                try await Self.perform(arguments, in: context)
            }
        } catch let failure as UsageFailure {
            let command = Self.commandPath(of: arguments)
            context.sink.note(
                ErrorReport.usage(failure.phrase, command: command, in: context.language)
            )
            return .usage
        } catch let failure as OutputFailure {
            guard !failure.readerLeft else { return .success }
            context.sink.note(ErrorReport.outputFailed(in: context.language))
            return .outputFailed
        } catch {
            let (error, status) = Self.report(error)
            context.sink.note(ErrorReport.refusal(error, in: context.language))
            return status
        }
    }

    private static func perform(
        _ arguments: [String],
        in context: NodeContext
    ) async throws -> ExitStatus {
        do {
            try Self.checkLanguage(arguments)
            var command = try CastNode.parseAsRoot(arguments)
            if let command = command as? any NodeCommand {
                return try await command.run(in: context)
            }
            // Help and version answer by throwing what is to be printed.
            try command.run()
            return .success
        } catch  where CastNode.exitCode(for: error) == .success {
            try context.sink.write(HelpLanguage.said(CastNode.fullMessage(for: error)) + "\n")
            return .success
        } catch  where CastNode.exitCode(for: error) == .validationFailure {
            throw UsageFailure(UsageMessage.phrase(CastNode.message(for: error)))
        }
    }

    /// What a command's error says to people, and how the program ends.
    private static func report(_ error: any Error) -> (APIError, ExitStatus) {
        func said(_ text: Phrase, _ status: ExitStatus) -> (APIError, ExitStatus) {
            (APIError(.internalFault, chinese: text.chinese, english: text.english), status)
        }
        switch error {
        case let error as NodeFailure: return said(error.text, error.status)
        case let error as ConfigurationError: return said(error.text, .configuration)
        case let error as IdentityFolderError:
            return said(error.text, error.status)
        case let error as CertificateFault: return said(error.text, .dataRefused)
        case let error as BackupError: return said(error.text, error.status)
        case let error as StoreError:
            return said(
                Phrase(error.chinese, error.english),
                error.isDiskTrouble ? .outputFailed : .dataRefused
            )
        case let error as EnrolmentError:
            let isUnreachable = error.reason == "unreachable" || error.reason == "unavailable"
            return said(error.text, isUnreachable ? .unavailable : .notPermitted)
        case let error as APIError: return (error, ExitStatus(error.code))
        default:
            return said(
                Phrase("cast-node 内部错误：\(error)", "internal fault of cast-node: \(error)"),
                .internalFault
            )
        }
    }

    private static func language(
        of arguments: [String],
        in environment: [String: String]
    ) -> Language {
        for (index, argument) in arguments.enumerated() {
            let value =
                argument == "--lang" && index + 1 < arguments.count
                ? arguments[index + 1]
                : argument.hasPrefix("--lang=") ? String(argument.dropFirst(7)) : nil
            if let value, let language = Language(rawValue: value) { return language }
        }
        return Language.preferred(in: environment)
    }

    private static func checkLanguage(_ arguments: [String]) throws(UsageFailure) {
        for (index, argument) in arguments.enumerated() {
            var value: String?
            if argument.hasPrefix("--lang=") { value = String(argument.dropFirst(7)) }
            if argument == "--lang", index + 1 < arguments.count { value = arguments[index + 1] }
            guard let value, Language(rawValue: value) == nil else { continue }
            throw UsageFailure(
                "--lang 只能是 zh 或 en，不能是“\(value)”",
                "--lang is zh or en, not “\(value)”"
            )
        }
    }

    private static func commandPath(of arguments: [String]) -> String {
        let names = CastNode.configuration.subcommands.map { $0._commandName }
        let found = arguments.first.flatMap { names.contains($0) ? $0 : nil }
        return ([CastNode._commandName] + [found].compactMap { $0 }).joined(separator: " ")
    }
}
