import Admin
import Foundation

/// Everything that a command gets from outside.
struct NodeContext: Sendable {
    var sink: any OutputSink
    var environment: [String: String]
    var language: Language
    /// UTC milliseconds.
    var now: @Sendable () -> Int64

    static func process(language: Language) -> NodeContext {
        NodeContext(
            sink: StandardStreams(),
            environment: ProcessInfo.processInfo.environment,
            language: language,
            now: { SystemTime.milliseconds() }
        )
    }

    func say(_ chinese: String, _ english: String) throws {
        try self.sink.write(Phrase(chinese, english).said(in: self.language) + "\n")
    }
}
