import Admin
import ArgumentParser
import Foundation

@main
enum DemoMain {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let language = Self.language(of: arguments)
        let streams = StandardStreams()
        do {
            let command = try DemoCommand.parse(arguments)
            let options = try command.checked()
            exit(await DemoRun(options, sink: streams).perform().rawValue)
        } catch let failure as UsageFailure {
            streams.note(ErrorReport.usage(failure.phrase, command: DemoCommand.name, in: language))
            exit(ExitStatus.usage.rawValue)
        } catch  where DemoCommand.exitCode(for: error) == .success {
            try? streams.write(DemoCommand.fullMessage(for: error) + "\n")
            exit(ExitStatus.success.rawValue)
        } catch {
            let phrase = UsageMessage.phrase(DemoCommand.message(for: error))
            streams.note(ErrorReport.usage(phrase, command: DemoCommand.name, in: language))
            exit(ExitStatus.usage.rawValue)
        }
    }

    /// The language of messages about words that may not even parse.
    private static func language(of arguments: [String]) -> Language {
        guard let index = arguments.lastIndex(of: "--lang"), index + 1 < arguments.count else {
            return arguments.contains("--lang=en") ? .en : .zh
        }
        return Language(rawValue: arguments[index + 1]) ?? .zh
    }
}
