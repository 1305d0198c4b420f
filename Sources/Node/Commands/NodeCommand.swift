import Admin
import ArgumentParser

/// A command of `cast-node`.
///
/// Whatever is wrong with its options MUST be thrown as ``UsageFailure`` before anything is done.
protocol NodeCommand: ParsableCommand {
    func run(in context: NodeContext) async throws -> ExitStatus
}
