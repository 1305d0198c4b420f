import Admin
import Foundation
import SyncProtocol

/// Everything that a command gets from outside.
struct NodeContext: Sendable {
    var sink: any OutputSink
    var environment: [String: String]
    var language: Language
    /// The cipher suites that the program knows.
    var suites = SuiteRegistry.shipped
    /// UTC milliseconds.
    var now: @Sendable () -> Int64

    /// The one of the running process, in the language of its locale.
    static func process() -> NodeContext {
        let environment = ProcessInfo.processInfo.environment
        return NodeContext(
            sink: StandardStreams(),
            environment: environment,
            language: Language.preferred(in: environment),
            now: { SystemTime.milliseconds() }
        )
    }

    func say(_ chinese: String, _ english: String) throws {
        try self.sink.write(Phrase(chinese, english).said(in: self.language) + "\n")
    }
}
