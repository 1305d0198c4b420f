import Admin
import Logging

/// The node's log on standard error: for people, or one JSON object a line for programs.
enum NodeLog {
    static func logger(level: String, format: String, sink: any OutputSink) -> Logger {
        let stream = LogStream(sink: sink)
        var logger = Logger(label: "cast-node") { label in
            let handler: any LogHandler =
                format == "json"
                ? JSONLogHandler(stream: stream) : StreamLogHandler(label: label, stream: stream)
            return handler
        }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
        return logger
    }
}
