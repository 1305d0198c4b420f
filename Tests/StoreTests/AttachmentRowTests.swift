import OfficeWork
import SyncProtocol
import Testing

@testable import Store

@Suite("Which records refer to which files")
struct AttachmentRowTests {
    private static let content = ContentID(SignatureSuite.ed25519.hash([1]))
    private static let other = ContentID(SignatureSuite.ed25519.hash([2]))

    private func report(_ number: UInt64, _ contents: [ContentID]) throws -> LocalAct {
        let content = try ReportContent(
            validating: ReportID(high: 9, low: number).description,
            title: "进展报告 \(number)",
            period: "2018-06",
            text: "",
            directive: nil,
            points: [PointDraft(indicator: Indicator.all[0].code, period: nil, value: "1")],
            attachments: contents.enumerated().map {
                AttachmentDraft(content: "\($1)", name: "附件\($0).pdf", byteCount: 100 + number)
            }
        )
        let office = TestOffice.chengdu.path
        return LocalAct(
            .test,
            user: "clerk",
            intents: content.intents(
                by: office,
                at: TestStore.startMilliseconds,
                user: "clerk",
                suite: .ed25519
            )
        )
    }

    private func rows(_ test: TestStore, after id: Int64 = 0) throws -> [AttachmentRow] {
        try test.store.read { snapshot throws(StoreError) in
            try snapshot.attachments.all(after: id, limit: 100)
        }
    }

    @Test("A report's files are found by their content, with the space that gives a right to them")
    func references() async throws {
        let test = try TestStore(.chengdu)
        try await test.store.write(self.report(1, [Self.content, Self.other]))
        try await test.store.write(self.report(2, [Self.content]))
        let rows = try self.rows(test)
        let contents = rows.map(\.attachment.content)
        #expect(contents == [Self.content, Self.other, Self.content])
        #expect(try self.rows(test, after: rows[1].id).count == 1)
        let (spaces, attachment, unknown) = try test.store.read { snapshot throws(StoreError) in
            (
                try snapshot.attachments.spaces(referringTo: Self.content),
                try snapshot.attachments.one(Self.content),
                try snapshot.attachments.one(ContentID(SignatureSuite.ed25519.hash([3])))
            )
        }
        #expect(spaces == [SpaceID(.reports, of: TestOffice.chengdu.path)])
        #expect(
            attachment?.attachment.name == "附件0.pdf"
                && attachment?.attachment.mediaType == "application/pdf"
        )
        // The greatest length that a record gives it.
        #expect(attachment?.attachment.byteCount == 102)
        #expect(attachment?.owner == TestOffice.chengdu.path)
        #expect(unknown == nil)
    }

    @Test("Derived anew, the references are the same")
    func rebuilt() async throws {
        let test = try TestStore(.chengdu)
        try await test.store.write(self.report(1, [Self.content, Self.other]))
        let before = try self.rows(test).map(\.attachment)
        try await test.store.examination.rebuild()
        #expect(try self.rows(test).map(\.attachment) == before)
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    /// What no form lets anybody enter, but another program may write.
    private func names(_ names: [String]) -> LocalAct {
        let values: [Value] = names.flatMap { name in
            [
                Value.bytes(Self.content.bytes), .text(name), .text("application/pdf"),
                .integer(100),
            ]
        }
        let intent = RecordIntent(
            space: SpaceID(.reports, of: TestOffice.chengdu.path),
            record: RecordKind.report.record(ReportID(high: 9, low: 1).bytes),
            fields: [FieldIntent(ReportField.attachments.rawValue, .choose(.list(values)))]
        )
        return LocalAct(.test, user: "clerk", intents: [intent])
    }

    @Test("A file under two names is one row; with one of the names taken away it is still there")
    func twoNames() async throws {
        let test = try TestStore(.chengdu)
        for names in [["1.pdf", "2.pdf"], ["2.pdf"], ["2.pdf", "1.pdf"], ["1.pdf"]] {
            try await test.store.write(self.names(names))
            let before = try self.rows(test).map(\.attachment)
            #expect(before.map(\.name) == [names[0]])
            #expect(try test.store.examination.verify().problems.isEmpty)
            try await test.store.examination.rebuild()
            #expect(try self.rows(test).map(\.attachment) == before)
        }
    }
}
