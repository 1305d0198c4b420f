import Admin
import Foundation
import NIOCore
import SyncProtocol
import Testing

@testable import Node

@Suite("Files over the API", .serialized, .timeLimit(.minutes(10)))
struct AttachmentAPITests {
    private func parts(_ byteCount: Int) -> (AsyncStream<ByteBuffer>, [UInt8]) {
        let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 / 65_536 + $0 / 7) }
        let parts = stride(from: 0, to: byteCount, by: 50_000).map {
            ByteBuffer(bytes: bytes.dropFirst($0).prefix(50_000))
        }
        return (
            AsyncStream { continuation in
                for part in parts { continuation.yield(part) }
                continuation.finish()
            }, bytes
        )
    }

    private func add(
        _ byteCount: Int,
        name: String = "实施方案.pdf",
        to node: RunningNode
    ) async throws -> AttachmentSummary {
        try await node.client.addAttachment(
            name: name,
            byteCount: Int64(byteCount),
            self.parts(byteCount).0
        )
    }

    @Test("What is handed in is attached, listed and given out as it was")
    func whole() async throws {
        try await Headquarters.run { node in
            let file = try await self.add(300_000, to: node)
            #expect(file.name == "实施方案.pdf" && file.mediaType == "application/pdf")
            #expect(file.byteCount == 300_000 && file.isHere)
            let entry = AttachmentEntry(content: file.content, name: file.name)
            let draft = Headquarters.directive().with([entry])
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            let detail = try await node.client.directive(draft.id, by: .unnamed)
            #expect(detail.attachments == [file])
            // The same request again is the same directive.
            let again = try await node.client.issue(draft, by: Headquarters.caller)
            #expect(again.repeated)
            var found: [UInt8] = []
            let suite = try await node.client.attachment(file.content) {
                found += $0
                #expect($1 == 300_000)
            }
            #expect(suite == 1 && found == self.parts(300_000).1)
            // What is here is not fetched.
            let progress = try await node.client.fetchAttachment(file.content, waitSeconds: 0)
            #expect(progress.isHere && progress.byteCount == 300_000)
        }
    }

    @Test("What cannot be taken or found is refused in words")
    func refused() async throws {
        try await Headquarters.run { node in
            let empty = try await Headquarters.refusal { try await self.add(0, to: node) }
            #expect(empty.code == .invalid && empty.rule == "length")
            let name = try await Headquarters.refusal {
                try await self.add(10, name: "../x", to: node)
            }
            #expect(name.rule == "file-name" && name.field == "name")
            let id = String(repeating: "0", count: 64)
            let unknown = try await Headquarters.refusal {
                try await node.client.attachment(id) { _, _ in }
            }
            #expect(unknown.code == .notFound)
            let unfetched = try await Headquarters.refusal {
                try await node.client.fetchAttachment(id, waitSeconds: 0)
            }
            #expect(unfetched.code == .notFound)
            let malformed = try await Headquarters.refusal {
                try await node.client.attachment("zz") { _, _ in }
            }
            #expect(malformed.rule == "content-format")
            let draft = Headquarters.directive().with([AttachmentEntry(content: id, name: "a.pdf")])
            let absent = try await Headquarters.refusal {
                try await node.client.issue(draft, by: Headquarters.caller)
            }
            #expect(absent.field == "attachments[0].content" && absent.rule == "known-content")
        }
    }

    @Test("A file longer than the limit is refused")
    func tooLong() async throws {
        let settings = ["--attachments-bytes-max", "1024"]
        try await RunningNode.attacked(settings: settings) { node, _ in
            let error = try await Headquarters.refusal { try await self.add(1_025, to: node) }
            #expect(error.rule == "body-limit")
            #expect(try await self.add(1_024, to: node).byteCount == 1_024)
        }
    }

    @Test("A neighbour gets a file only when a record that it may have refers to it")
    func rights() async throws {
        try await RunningNode.attacked { node, offices in
            let file = try await self.add(100_000, to: node)
            let content = try #require(ContentID(hex: file.content))
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            // Sichuan's own report goes up, never down to Chengdu.
            let entry = AttachmentEntry(content: file.content, name: file.name)
            _ = try await node.client.submit(
                [Headquarters.report().with([entry])],
                by: Headquarters.caller
            )
            try await link.send(.want(ContentPlace(content, .manifest, index: 0)))
            let refused = try await link.chunk(1)
            #expect(refused.place.content == content && refused.bytes == nil)
        }
    }
}

extension HostileLink {
    /// The answer to the want of a number; the node's answers come in one fragment each here.
    fileprivate func chunk(_ number: Int) async throws -> ContentChunk {
        try await self.wait(for: "a part of a file") { log in
            var chunks: [ContentChunk] = []
            for case .fragment(let fragment) in log.frames {
                if case .chunk(let chunk)? = try? Frame(decoding: fragment.bytes) {
                    chunks.append(chunk)
                }
            }
            return chunks.count >= number ? chunks[number - 1] : nil
        }
    }
}
