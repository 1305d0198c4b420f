import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Admin

@Suite("The API's client")
struct OfficeClientTests {
    private static let token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"

    private static func access(_ address: String) throws -> NodeAccess {
        try NodeAccess(address: NodeAddress(address), token: token)
    }

    private static func json(_ value: some Encodable) -> [UInt8] {
        (try? Array(JSONEncoder().encode(value))) ?? []
    }

    private static func call(
        _ server: LoopbackServer,
        limits: OfficeClientLimits = OfficeClientLimits(),
        _ body: (OfficeClient) async throws -> Void
    ) async throws {
        try await OfficeClient.withClient(Self.access(server.address), limits: limits, body)
    }

    private static func refusal(
        of answer: LoopbackServer.Answer,
        limits: OfficeClientLimits = OfficeClientLimits()
    ) async throws -> APIError? {
        try await LoopbackServer.with({ _ in answer }) { server in
            do {
                try await Self.call(server, limits: limits) {
                    _ = try await $0.status(by: .unnamed)
                }
                return nil
            } catch let error as APIError {
                return error
            }
        }
    }

    @Test("every call goes to its route")
    func routes() async throws {
        let caller = Caller(user: "张三")
        let page = PageRequest(after: "1:a/b", limit: 7)
        try await LoopbackServer.with { server in
            try await Self.call(server) { client in
                _ = try? await client.status(by: .unnamed)
                _ = try? await client.offices(by: .unnamed)
                _ = try? await client.directives(page, by: .unnamed)
                _ = try? await client.directive("科协〔2015〕6号", by: .unnamed)
                _ = try? await client.trace("a/b?c", by: .unnamed)
                _ = try? await client.issue(Self.directiveDraft, by: caller)
                _ = try? await client.sign(ReceiptDraft(directive: "d"), by: caller)
                _ = try? await client.reply(ReplyDraft(directive: "d", text: "t"), by: caller)
                _ = try? await client.submit([Samples.report(1)], by: caller)
                _ = try? await client.reports(office: "510000", page, by: .unnamed)
                _ = try? await client.reports(office: nil, page, by: .unnamed)
                let query = ReportQuery(period: "2018Q2", indicator: "briefs.issued")
                _ = try? await client.reports(query, page, by: .unnamed)
                _ = try? await client.report("a/b", office: "510100", by: .unnamed)
                _ = try? await client.dashboard(
                    office: "1&x=2",
                    period: nil,
                    after: 9,
                    timeoutSeconds: 3,
                    by: .unnamed
                )
                _ = try? await client.feeds(page, by: .unnamed)
                _ = try? await client.links(by: .unnamed)
                let branch = BranchQuery(office: "510000", state: OfficeQuery.attention)
                _ = try? await client.branch(branch, page, by: .unnamed)
                _ = try? await client.masthead(by: .unnamed)
                _ = try? await client.quarantine(page, by: .unnamed)
                _ = try? await client.events(page, by: .unnamed)
                _ = try? await client.audit(AuditQuery(user: "张三"), page, by: .unnamed)
                _ = try? await client.verifyAudit(by: .unnamed)
                _ = try? await client.verify(by: .unnamed)
                _ = try? await client.verify(LinkVerificationDraft(peer: "510000"), by: .unnamed)
                let place = RecordPlace(kind: "reply", id: "科/1", office: "510100")
                _ = try? await client.record(place, by: .unnamed)
                _ = try? await client.history(place, by: .unnamed)
                _ = try? await client.settle(
                    place,
                    RecordFieldsDraft(revision: "82", fields: ["text": .nothing]),
                    by: caller
                )
                _ = try? await client.conflicts(page, by: .unnamed)
                _ = try? await client.unknownRecords(page, by: .unnamed)
                _ = try? await client.versionFloors(by: .unnamed)
                let floor = VersionFloorDraft(kind: "report", version: 2)
                _ = try? await client.setFloor(floor, by: caller)
                _ = try? await client.invite(Self.invitation, by: caller)
                _ = try? await client.host(Self.hosted, by: caller)
                _ = try? await client.reorganise(Self.reorganisation, by: caller)
            }
            #expect(server.requests.map { "\($0.method) \($0.target)" } == Self.expectedRoutes)
            #expect(
                server.requests.allSatisfy { $0.headers["authorization"] == "Bearer \(Self.token)" }
            )
            #expect(Set(server.requests.map(\.connection)) == [1], "connections are kept open")
            let users = server.requests.compactMap { $0.headers["x-cast-user"] }
            #expect(users == Array(repeating: "%E5%BC%A0%E4%B8%89", count: 9))
        }
    }

    private static let directiveDraft = DirectiveDraft(
        id: Samples.id,
        number: "1号",
        title: "通知",
        body: "",
        urgency: "normal",
        issuedOn: "2018-05-03",
        recipients: ["510000"]
    )
    private static let invitation = InvitationDraft(
        office: "510100",
        name: "成都",
        level: "city",
        validHours: 1
    )
    private static let hosted = HostedOfficeDraft(office: "S", name: "学会", level: "society")

    private static let reorganisation = ReorganisationDraft(
        kind: "move",
        offices: ["510100"],
        to: ["500000"]
    )

    private static let expectedRoutes = [
        "GET /api/v1/status",
        "GET /api/v1/offices?limit=1000",
        "GET /api/v1/directives?after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/directives/%E7%A7%91%E5%8D%8F%E3%80%942015%E3%80%956%E5%8F%B7",
        "GET /api/v1/directives/a%2Fb%3Fc/trace?limit=1000",
        "POST /api/v1/directives",
        "POST /api/v1/receipts",
        "POST /api/v1/replies",
        "POST /api/v1/reports",
        "GET /api/v1/reports?office=510000&after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/reports?after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/reports?period=2018Q2&indicator=briefs%2Eissued&after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/reports/a%2Fb?office=510100",
        "GET /api/v1/dashboard?office=1%26x%3D2&after=9&timeout=3&limit=100",
        "GET /api/v1/feeds?after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/links?limit=1000",
        "GET /api/v1/offices/branch?office=510000&state=attention&after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/masthead",
        "GET /api/v1/quarantine?after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/events?after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/audit?user=%E5%BC%A0%E4%B8%89&after=1%3Aa%2Fb&limit=7",
        "POST /api/v1/audit-verifications",
        "POST /api/v1/verify",
        "POST /api/v1/link-verifications",
        "GET /api/v1/records/reply/%E7%A7%91%2F1?office=510100",
        "GET /api/v1/records/reply/%E7%A7%91%2F1/history?office=510100",
        "POST /api/v1/records/reply/%E7%A7%91%2F1/settlements?office=510100",
        "GET /api/v1/conflicts?after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/unknown-records?after=1%3Aa%2Fb&limit=7",
        "GET /api/v1/version-floors",
        "POST /api/v1/version-floors",
        "POST /api/v1/invitations",
        "POST /api/v1/hosted-offices",
        "POST /api/v1/reorganisations",
    ]

    @Test("an answer is read and a draft is sent as the API's JSON")
    func bodies() async throws {
        let answer = LoopbackServer.Answer(body: Self.json(Samples.acknowledgement(["a"])))
        try await LoopbackServer.with({ _ in answer }) { server in
            try await Self.call(server) { client in
                let drafts = [Samples.report(1), Samples.report(2)]
                let told = try await client.submit(drafts, by: Caller(user: "clerk"))
                #expect(told == Samples.acknowledgement(["a"]))
                let sent = try #require(server.requests.first)
                let read = try JSONDecoder().decode([ReportDraft].self, from: Data(sent.body))
                #expect(read == drafts)
                #expect(sent.headers["content-type"] == "application/json")
            }
        }
    }

    @Test("a refusal of the node arrives as it was made")
    func refusalArrives() async throws {
        let refusal = APIError(
            .conflict,
            chinese: "已有",
            english: "it exists",
            field: "id",
            rule: "same-content",
            hintEnglish: "choose another"
        )
        let answer = LoopbackServer.Answer(status: 409, body: Self.json(refusal))
        #expect(try await Self.refusal(of: answer) == refusal)
    }

    @Test(
        "an answer that is not a node's is told by its status",
        arguments: [
            (400, APIError.Code.malformed), (401, .unauthenticated), (403, .forbidden),
            (404, .notFound), (409, .conflict), (422, .invalid), (429, .busy),
            (500, .internalFault), (503, .unavailable), (200, .internalFault),
        ]
    )
    func foreignAnswer(status: Int, code: APIError.Code) async throws {
        let answer = LoopbackServer.Answer(status: status, body: Array("<html>".utf8))
        let error = try #require(try await Self.refusal(of: answer))
        #expect(error.code == code)
        #expect(error.messageEnglish.contains("127.0.0.1"))
    }

    @Test("a redirection is not followed, so that the key goes nowhere else")
    func redirection() async throws {
        try await LoopbackServer.with { other in
            let answer = LoopbackServer.Answer(
                status: 302,
                headers: ["location": other.address + "/api/v1/status"]
            )
            let error = try await Self.refusal(of: answer)
            #expect(error?.code == .internalFault)
            #expect(other.requests.isEmpty)
        }
    }

    @Test("a node that is not running is named with its address and how to start it")
    func notRunning() async throws {
        let address = try await LoopbackServer.with { $0.address }
        let error = await #expect(throws: APIError.self) {
            try await OfficeClient.withClient(Self.access(address)) {
                _ = try await $0.links(by: .unnamed)
            }
        }
        #expect(error?.code == .unavailable)
        #expect(error?.messageEnglish.contains(address) == true)
        #expect(error?.messageChinese.contains(address) == true)
        #expect(error?.hintEnglish?.contains("cast-node run") == true)
    }

    @Test("https to a port that speaks http is told plainly, and the key stays here")
    func wrongScheme() async throws {
        try await LoopbackServer.with { server in
            let address = server.address.replacing("http:", with: "https:")
            let error = await #expect(throws: APIError.self) {
                try await OfficeClient.withClient(Self.access(address)) {
                    try await $0.status(by: .unnamed)
                }
            }
            #expect(error?.code == .unavailable)
            #expect(error?.messageEnglish == "the node at \(address) speaks http there, not https")
            #expect(error?.hintEnglish?.contains(server.address) == true)
            #expect(server.requests.allSatisfy { $0.headers["authorization"] == nil })
        }
    }

    @Test("a name that has no address is said to be not known")
    func unknownName() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let failure = await #expect(throws: (any Error).self) {
            _ = try await ClientBootstrap(group: group).resolver(NoNames(loop: group.next()))
                .connect(host: "no-such-host", port: 1).get()
        }
        let address = try NodeAddress("http://no-such-host:8510")
        let error =
            OfficeFailure.describe(
                try #require(failure),
                address: address,
                deadlineSeconds: 1,
                limits: OfficeClientLimits()
            ) as? APIError
        #expect(error?.code == .unavailable)
        #expect(error?.messageEnglish.contains("no-such-host is not known") == true)
        #expect(error?.messageChinese.contains("找不到主机 no-such-host") == true)
    }

    private struct NoSuchName: Error {}

    /// Knows the address of no name.
    private struct NoNames: Resolver, Sendable {
        let loop: any EventLoop

        func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
            self.loop.makeFailedFuture(NoSuchName())
        }

        func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
            self.loop.makeFailedFuture(NoSuchName())
        }

        func cancelQueries() {}
    }

    @Test("a read is asked again once when the connection closes, a write is not")
    func closedConnection() async throws {
        try await LoopbackServer.with({ _ in LoopbackServer.Answer(hangsUp: true) }) { server in
            try await Self.call(server) { client in
                let read = await #expect(throws: APIError.self) {
                    try await client.status(by: .unnamed)
                }
                #expect(read?.code == .unavailable)
                #expect(server.requests.count == 2)
                let write = await #expect(throws: APIError.self) {
                    try await client.submit([], by: Caller(user: "clerk"))
                }
                #expect(write?.code == .unavailable)
                #expect(server.requests.count == 3)
            }
        }
    }

    @Test("a node that stays silent is given up after the time that the call has")
    func silentNode() async throws {
        var limits = OfficeClientLimits()
        limits.callSeconds = 1
        let answer = LoopbackServer.Answer(staysSilent: true)
        let error = try #require(try await Self.refusal(of: answer, limits: limits))
        #expect(error.code == .unavailable)
        #expect(error.messageEnglish.contains("1 second"))
    }

    @Test("an answer above the limit is not read")
    func tooLarge() async throws {
        var limits = OfficeClientLimits()
        limits.answerBytesMax = 10
        let answer = LoopbackServer.Answer(body: Array(repeating: 32, count: 11))
        let error = try #require(try await Self.refusal(of: answer, limits: limits))
        #expect(error.code == .internalFault)
        #expect(error.messageEnglish.contains("10 bytes"))
    }
}
