import Admin
import Foundation
import Logging
import Testing

@testable import Node

@Suite("The node's log")
struct NodeLogTests {
    /// What a hostile office may give as its reason: a line of its own, an escape sequence, a direction mark.
    private static let forged =
        "bye\n2026-01-01T00:00:00 info cast-node: all is well\u{1B}[2J\u{85}\u{2028}\u{2029}\u{202E}\u{7F}\r\n"

    private func written(format: String) -> String {
        let streams = CapturedStreams()
        var logger = NodeLog.logger(level: "info", format: format, sink: streams)
        logger[metadataKey: "peer\u{2066}"] = "\(Self.forged)"
        logger.info("closed: \(Self.forged)", metadata: ["reason": "\(Self.forged)"])
        return streams.errors
    }

    @Test(
        "What a neighbour says forges no line, no escape sequence and no direction",
        arguments: ["text", "json"]
    )
    func forgery(_ format: String) {
        let text = self.written(format: format)
        #expect(text.hasSuffix("\n"))
        #expect(
            text.dropLast().unicodeScalars.allSatisfy {
                !CharacterSet.controlCharacters.contains($0) && !CharacterSet.newlines.contains($0)
            }
        )
        #expect(text.contains("\\u202e"))
    }

    @Test("A line of JSON says the very text again")
    func validJSON() throws {
        let line = Data(self.written(format: "json").utf8)
        let entry = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        #expect(entry["message"] as? String == "closed: " + Self.forged)
        let details = try #require(entry["details"] as? [String: String])
        #expect(details["reason"] == Self.forged)
    }

    @Test("An ordinary line is written as it is")
    func ordinary() {
        let streams = CapturedStreams()
        let logger = NodeLog.logger(level: "info", format: "text", sink: streams)
        logger.info("链路已建立 link is open", metadata: ["peer": "510100"])
        #expect(streams.errors.hasSuffix("peer=510100 [NodeTests] 链路已建立 link is open\n"))
    }
}
