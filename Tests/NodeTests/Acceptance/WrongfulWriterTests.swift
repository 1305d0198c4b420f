import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

@Suite("Attack: offices that write where they have no right", .serialized, .timeLimit(.minutes(10)))
struct WrongfulWriterTests {
    @Test("a directive of headquarters, written by Chengdu")
    func nationalDirective() async throws {
        try await self.refused(.notAuthorised, .directives) { $0.national.path }
    }

    @Test("a directive of the province, written by Chengdu")
    func provincialDirective() async throws {
        try await self.refused(.notAuthorised, .directives) { $0.sichuan.path }
    }

    @Test("the province's roster, written by Chengdu")
    func parentRoster() async throws {
        try await self.refused(.notAuthorised, .roster) { $0.sichuan.path }
    }

    @Test("headquarters' roster, written by Chengdu")
    func rootRoster() async throws {
        try await self.refused(.notAuthorised, .roster) { $0.national.path }
    }

    @Test("a sibling's reports, written by Chengdu")
    func siblingReports() async throws {
        try await self.refused(.outOfScope, .reports) { $0.mianyang.path }
    }

    @Test("the province's own reports, written by Chengdu")
    func parentReports() async throws {
        try await self.refused(.outOfScope, .reports) { $0.sichuan.path }
    }

    @Test("a directive of an office that does not exist")
    func unknownOffice() async throws {
        try await self.refused(.outOfScope, .directives) { _ in path("100000/999999") }
    }

    @Test("credentials that Chengdu issued to itself for its parent's office")
    func selfMadeCredentials() async throws {
        try await RunningNode.attacked { node, offices in
            let forged = try Credential.issue(
                tree: offices.national.tree,
                path: offices.sichuan.path,
                publicKey: offices.chengdu.signer.publicKey,
                serial: 2,
                issuer: offices.chengdu.signer
            )
            var feed = offices.chengdu.feed(.directives, of: offices.sichuan.path)
            feed.chain = try #require(
                CredentialChain([offices.national.chain.leaf, forged])
            )
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let answer = try await link.deliver(
                try feed.next([Self.directive(feed.id.space.owner)])
            )
            #expect(answer.refusals.map(\.reason) == ["bad-credential"])
            try await node.provesUnharmed(offices, quarantine: [.badCredential])
        }
    }

    @Test("nothing that was refused goes up to headquarters")
    func goesNoFurther() async throws {
        try await RunningNode.attacked { node, offices in
            let national = try await HostileLink.open(offices.national, to: node.linkPort)
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var wrong = offices.chengdu.feed(.roster, of: offices.sichuan.path)
            try await link.deliver(try wrong.next([Self.office(wrong.id.space.owner)]))
            try await node.provesUnharmed(offices, quarantine: [.notAuthorised])
            let changes: [SignedChange] = try await national.wait(for: "both reports") { log in
                var changes: [SignedChange] = []
                for case .changes(let batch) in log.frames { changes += batch.changes }
                return changes.count >= 2 ? changes : nil
            }
            let spaces = try changes.map { try Change(decoding: $0.body).feed.space }
            #expect(
                spaces.sorted() == [
                    SpaceID(.reports, of: offices.chengdu.path),
                    SpaceID(.reports, of: offices.mianyang.path),
                ]
            )
        }
    }

    private func refused(
        _ reason: RefusalReason,
        _ kind: SpaceKind,
        _ owner: (AttackOffices) -> OfficePath
    ) async throws {
        try await RunningNode.attacked { node, offices in
            let owner = owner(offices)
            let before = try await node.client.offices(by: .unnamed)
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(kind, of: owner)
            let intents =
                switch kind {
                case .directives: [try Self.directive(owner)]
                case .roster: [try Self.office(owner)]
                case .receipts:
                    [
                        Receipt.delivered(
                            DirectiveID(high: 1, low: 2),
                            issuer: owner,
                            by: owner,
                            at: 1
                        )
                    ]
                default:
                    try ReportSample.intents(
                        of: owner,
                        "1000000",
                        period: "2018Q1",
                        title: ReportSample.hostileTitle
                    )
                }
            let change = try feed.next(intents)
            let answer = try await link.deliver(change)
            #expect(
                answer.refusals == [.init(feed: feed.id, number: 1, reason: reason.rawValue)]
            )
            let item = try await node.client.quarantine(PageRequest(), by: .unnamed).items.first
            #expect(item?.peer == offices.chengdu.path.description)
            #expect(item?.author == offices.chengdu.signer.author.description)
            #expect(item?.space == "\(feed.id.space)")
            #expect(item?.number == 1)
            // Neither a name nor a place in the tree was taken over from it.
            #expect(try await node.client.offices(by: .unnamed) == before.filter { $0.isSelf })
            try await node.provesUnharmed(offices, quarantine: [reason])
        }
    }

    private static func directive(_ issuer: OfficePath) throws -> RecordIntent {
        try DirectiveContent(
            validating: "0123456789abcdef0123456789abcdef",
            number: "科协发学字〔2015〕60号",
            title: "伪造的通知",
            body: "请按期办理。",
            urgency: "urgent",
            issuedOn: "2015-07-17",
            replyBy: nil,
            recipients: ["all"],
            carriesOut: nil
        ).intent(issuer: issuer)
    }

    private static func office(_ owner: OfficePath) throws -> RecordIntent {
        try OfficeContent(
            validating: "510100",
            name: "被篡改的名称",
            nameEnglish: nil,
            level: "provincial",
            hostedBy: nil
        ).intent(roster: owner)
    }
}
