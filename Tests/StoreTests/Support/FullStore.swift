import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// A store in whose lists there is a row each.
enum FullStore {
    /// What takes a row away or alters one, of each list and of the totals; nobody reads it by itself.
    static let damages = [
        "UPDATE document SET rank = rank + 1 WHERE kind = 10",
        "DELETE FROM document WHERE kind = 10",
        "UPDATE document SET due = 17600 WHERE kind = 10",
        "UPDATE document SET about = 'x' WHERE kind = 21",
        "UPDATE document_number SET number = '中科协发〔2018〕9号'",
        "INSERT INTO document_number SELECT space, kind, '中科协发〔2018〕9号', key FROM document_number",
        "UPDATE receipt SET signed_at = NULL",
        "DELETE FROM receipt",
        "UPDATE reply SET versions = 2",
        "UPDATE reply SET office = 2",
        "UPDATE document SET period = '2017-01' WHERE kind = 22",
        "DELETE FROM document WHERE kind = 22",
        "UPDATE attachment SET name = 'x.pdf'",
        "UPDATE attachment SET content = zeroblob(32)",
        "UPDATE office SET name = '成都' WHERE name IS NOT NULL",
        """
        UPDATE office SET name = NULL, level = NULL, name_english = NULL, hosted_by = NULL,
            listing = NULL
        """,
        "UPDATE office SET places = 7 WHERE name IS NOT NULL",
        "UPDATE version_floor SET version = 3",
        "DELETE FROM version_floor",
        "UPDATE succession SET since = since + 1",
        "DELETE FROM succession",
        "UPDATE record_conflict SET fields = 2",
        "DELETE FROM record_conflict",
        "UPDATE totals SET content = zeroblob(40)",
        "UPDATE totals SET reported = 2",
        "DELETE FROM totals",
        "UPDATE totals SET period = '2017-01'",
        "UPDATE record SET state = zeroblob(40)",
        "DELETE FROM record WHERE kind = 22",
    ]

    /// - Parameter moved: an office below the store's own that has gone to another place.
    static func write(to test: TestStore, moved: TestOffice = .chengdu) async throws {
        let path = test.office.path
        let id = DirectiveID(high: 7, low: 1)
        let directive = try DirectiveContent(
            validating: id.description,
            number: "中科协发〔2018〕1号",
            title: "通知",
            body: "请遵照执行。",
            urgency: "normal",
            issuedOn: "2018-03-01",
            replyBy: nil,
            recipients: ["all"],
            carriesOut: nil
        )
        let at = TestStore.startMilliseconds
        let user = TestActs.user
        let reply = try ReplyContent(validating: "已完成。", directive: id, issuer: path)
        let report = try ReportContent(
            validating: ReportID(high: 9, low: 1).description,
            title: "进展报告",
            period: "2018-06",
            text: "按计划推进。",
            directive: nil,
            points: [PointDraft(indicator: Indicator.all[0].code, period: nil, value: "7")],
            attachments: [
                AttachmentDraft(
                    content: "\(ContentID(SignatureSuite.ed25519.hash([1])))",
                    name: "附件.pdf",
                    byteCount: 100
                )
            ]
        )
        let succession = try SuccessionContent(
            validating: moved.path,
            to: [path.child(OfficeID("500000")!)!.child(OfficeID("510100")!)!],
            kind: "move",
            reason: "区划调整",
            declaredBy: path,
            since: 5,
            listing: .none
        )
        let floor = VersionFloor(kind: 900, version: 2)
        try await test.store.write(
            LocalAct(
                .test,
                user: user,
                intents: [
                    directive.intent(issuer: path),
                    Receipt.signed(id, issuer: path, by: path, at: at, user: user),
                    reply.intent(by: path, at: at, user: user),
                    succession.intent(by: .ed25519), floor.intent(roster: path),
                ] + report.intents(by: path, at: at, user: user, suite: .ed25519)
            )
        )
        try await test.store.write(
            try TestActs.hosting("\(path.office.text)-S1", by: test.office)
        )
        try await Self.writeApart(to: test)
    }

    /// The hosted society has a node of its own, too, and both have said different things. What they said is no whole
    /// report: it stands in no other list.
    private static func writeApart(to test: TestStore) async throws {
        let society = test.office.child("\(test.office.path.office.text)-S1", seed: 77)
        let space = SpaceID(.reports, of: society.path)
        let record = RecordKind.report.record(Array(repeating: 5, count: 16))
        let title = FieldIntent(ReportField.title.rawValue, .choose(.text("甲")))
        try await test.store.write(
            LocalAct(
                .test,
                user: TestActs.user,
                intents: [RecordIntent(space: space, record: record, fields: [title])]
            )
        )
        let written = society.changes(in: space, stamps: [TestStore.startMilliseconds]) { _ in
            let field = RecordEdit.Field(title.number, .choice(.text("乙"), superseding: []))
            return [RecordEdit(record: record, fields: [field])]
        }
        #expect(try await test.ingest(written, from: society) == [.accepted])
    }

    /// What is no change and follows from none: a row each in the tables that hold such things.
    static func writeLogs(to test: TestStore, neighbour: TestOffice) async throws {
        let identity = test.store.identity
        try await test.store.add(
            JoinPermit(
                hash: SignatureSuite.ed25519.hash([7]),
                office: neighbour.path,
                level: .city,
                name: "成都市科协",
                nameEnglish: nil,
                madeBy: "security",
                expiresAt: TestStore.startMilliseconds + 86_400_000
            )
        )
        try await test.store.quarantine(
            QuarantinedUnit(
                reason: .malformedFrame,
                detail: "1",
                peer: "10.0.0.1",
                body: [1, 2, 3]
            )
        )
        let statement = try EqualityStatement(
            EqualityClaim(
                tree: identity.tree,
                office: identity.path,
                peer: neighbour.path,
                scopeDigest: SignatureSuite.ed25519.hash([1]),
                feedCount: 3
            ),
            at: TestStore.startMilliseconds,
            chain: identity.chain,
            signer: identity.signer
        )
        try await test.store.keep(ours: statement, theirs: statement)
        try await test.store.record(
            StoreEvent(at: TestStore.startMilliseconds, kind: .verifyPassed)
        )
        // A reader above has all that stands here now: who wrote it is told so.
        let reader = TestOffice.national
        let positions = try test.store.positions().map(\.0)
            .filter { $0.feed.space == SpaceID(.reports, of: test.office.path) }
        let confirmation = try #require(
            ConfirmationNote(
                owner: test.office.path,
                reader: reader.path,
                at: TestStore.startMilliseconds,
                positions: positions
            )
        )
        let note = try Note(
            .confirmation,
            body: confirmation.encoded(),
            in: Note.Context(tree: reader.tree, signer: reader.path),
            signer: reader.signer
        )
        let verified = VerifiedNote(
            own: note,
            signer: reader.path,
            content: .confirmation(confirmation),
            suite: SignatureSuite.ed25519
        )
        #expect(try await test.store.notes.keep([verified], from: reader.path) == [.kept])
    }

    static func closed() async throws -> TestFolder {
        let folder = TestFolder()
        let test = try TestStore(.national, folder: folder)
        try await Self.write(to: test)
        test.store.close()
        return folder
    }
}
