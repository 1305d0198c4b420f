import OfficeWork
import SyncProtocol
import Testing

@Suite("Files of documents")
struct AttachmentTests {
    private func content(_ drafts: [AttachmentDraft]) throws(ValidationError) -> ReplyContent {
        try ReplyContent(
            validating: "已办理。",
            directive: DirectiveID(high: 1, low: 2),
            issuer: Sample.national,
            attachments: drafts
        )
    }

    private func draft(_ index: Int = 1, name: String = "方案.pdf") -> AttachmentDraft {
        let content = ContentID(SignatureSuite.ed25519.hash([UInt8(truncatingIfNeeded: index)]))
        return AttachmentDraft(content: "\(content)", name: name, byteCount: 10)
    }

    private func rule(_ drafts: [AttachmentDraft]) -> String? {
        do throws(ValidationError) {
            _ = try self.content(drafts)
            return nil
        } catch {
            return "\(error.field) \(error.rule)"
        }
    }

    @Test("What is attached is found in the record, with the media type of its ending")
    func roundTrip() throws {
        let drafts = [self.draft(1), self.draft(2, name: "扫描件.OFD"), self.draft(3, name: "无后缀")]
        let intent = try self.content(drafts).intent(by: Sample.sichuan, at: 7, user: "王敏")
        let state = state(after: intent)
        let found = Reply(key: intent.record.key, state: state)
        let reply = try #require(found)
        #expect(reply.attachments.map(\.name) == ["方案.pdf", "扫描件.OFD", "无后缀"])
        let types = ["application/pdf", "application/ofd", "application/octet-stream"]
        #expect(reply.attachments.map(\.mediaType) == types)
        #expect(reply.attachments.map(\.byteCount) == [10, 10, 10])
        #expect(Reply.declaration.attachments(of: state) == reply.attachments)
    }

    @Test("What a document may not have is refused, with its place and the rule")
    func refused() {
        #expect(self.rule([self.draft()]) == nil)
        #expect(self.rule((0..<51).map { self.draft($0) }) == "attachments count")
        #expect(self.rule([self.draft(), self.draft()]) == "attachments[1] duplicate")
        for name in ["a/b.pdf", "a\\b.pdf", "..", ".bashrc"] {
            #expect(self.rule([self.draft(name: name)]) == "attachments[0].name file-name")
        }
        #expect(self.rule([self.draft(name: " ")]) == "attachments[0].name required")
        let long = String(repeating: "长", count: 201)
        #expect(self.rule([self.draft(name: long)]) == "attachments[0].name length")
        let bell = self.rule([self.draft(name: "a\u{7}")])
        #expect(bell == "attachments[0].name control-character")
        let format = AttachmentDraft(content: "ab", name: "a.pdf", byteCount: 1)
        #expect(self.rule([format]) == "attachments[0].content content-format")
        let unknown = AttachmentDraft(content: Sample.content, name: "a.pdf", byteCount: nil)
        #expect(self.rule([unknown]) == "attachments[0].content known-content")
    }
}
