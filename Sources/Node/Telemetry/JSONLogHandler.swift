import Foundation
import Logging

/// Writes each log entry as one JSON object on one line.
struct JSONLogHandler: LogHandler {
    let stream: LogStream
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    private struct Entry: Encodable {
        let at: String
        let level: String
        let message: String
        let details: [String: String]
    }

    func log(event: LogEvent) {
        let merged = self.metadata.merging(event.metadata ?? [:]) { _, new in new }
        let entry = Entry(
            at: Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)),
            level: event.level.rawValue,
            message: "\(event.message)",
            details: merged.mapValues { "\($0)" }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(entry) else { return }
        self.stream.write(String(decoding: line, as: UTF8.self) + "\n")
    }
}
