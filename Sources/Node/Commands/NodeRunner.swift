import Admin
import ArgumentParser
import Store

/// Runs one command line from its words to its exit status: one line on what is wrong, never a trace.
enum NodeRunner {
    /// - Parameter words: As they came, whatever bytes they are.
    static func run(_ words: [[UInt8]]) async -> ExitStatus {
        let context = NodeContext.process()
        do throws(UsageFailure) {
            return await Self.run(try ProgramArguments.words(words), in: context)
        } catch {
            let asked = ArgumentLanguage(
                ProgramArguments.shown(words),
                preferred: context.language
            )
            let command = Self.commandPath(of: asked.rest)
            context.sink.note(
                ErrorReport.usage(error.phrase, command: command, in: asked.language)
            )
            return .usage
        }
    }

    static func run(_ arguments: [String], in context: NodeContext) async -> ExitStatus {
        let asked = ArgumentLanguage(arguments, preferred: context.language)
        let arguments = asked.rest
        var context = context
        context.language = asked.language
        do {
            if let failure = asked.failure { throw failure }
            return try await Self.spoken(arguments, in: context)
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

    /// The words are read and help is drawn up in the language.
    private static func spoken(
        _ arguments: [String],
        in context: NodeContext
    ) async throws -> ExitStatus {
        try await HelpLanguage.$current.withValue(context.language) {
            try await Self.perform(arguments, in: context)
        }
    }

    private static func perform(
        _ arguments: [String],
        in context: NodeContext
    ) async throws -> ExitStatus {
        let shape = CommandShape(CastNode._dumpHelp(), other: .admin)
        let arguments = try shape?.checked(arguments) ?? arguments
        do {
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
        case let error as APIError: return (error, ExitStatus(error))
        default:
            return said(
                Phrase("cast-node 内部错误：\(error)", "internal fault of cast-node: \(error)"),
                .internalFault
            )
        }
    }

    private static func commandPath(of arguments: [String]) -> String {
        let names = CastNode.configuration.subcommands.map { $0._commandName }
        let found = arguments.first.flatMap { names.contains($0) ? $0 : nil }
        return ([CastNode._commandName] + [found].compactMap { $0 }).joined(separator: " ")
    }
}
