import Admin
import ArgumentParser

/// A command that talks to a node.
///
/// Whatever is wrong with its options MUST be thrown as ``UsageFailure`` before the node is asked.
protocol OfficeCommand: ParsableCommand {
    var global: GlobalOptions { get }

    func run(in context: CommandContext) async throws -> ExitStatus
}

/// A word that only holds further commands together, like `directive`.
protocol CommandGroup: ParsableCommand {}
