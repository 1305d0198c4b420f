import Admin
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Node

@Suite("The API's routes")
struct APIRoutesTests {
    @Test(
        "every route that reads answers with JSON that nobody keeps",
        arguments: [
            "status", "version", "offices", "indicators", "links", "directives", "reports",
            "dashboard",
            "feeds",
            "quarantine", "events", "audit", "directives/\(APISamples.id)",
            "directives/\(APISamples.id)/trace",
        ]
    )
    func reads(path: String) async throws {
        let response = try await HTTPTestNode().ask(.get, "/api/v1/\(path)")
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "application/json; charset=utf-8")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.headers[.xContentTypeOptions] == "nosniff")
        let policy = try #require(response.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'self'"))
        #expect(policy.contains("frame-ancestors 'none'"))
    }

    @Test("a directive is found by its percent-encoded document number")
    func documentNumber() async throws {
        let node = try HTTPTestNode()
        let reference = PercentEncoding.encode(APISamples.number)
        let response = try await node.ask(.get, "/api/v1/directives/\(reference)")
        #expect(response.status == .ok)
        #expect(node.office.lastCall == "directive \(APISamples.number)")
    }

    @Test("an error of the office keeps its code and its words")
    func officeError() async throws {
        let response = try await HTTPTestNode().ask(.get, "/api/v1/directives/nothing")
        #expect(response.status == .notFound)
        #expect(try response.value(APIError.self).messageChinese == "没有这份文件。")
    }

    @Test("the audit log is narrowed to a user, and verified")
    func audit() async throws {
        let node = try HTTPTestNode()
        let path = "/api/v1/audit?user=%E5%BC%A0%E4%B8%89&limit=7"
        let listed = try await node.ask(.get, path)
        #expect(node.office.lastCall == "audit 张三 - 7")
        #expect(try listed.value(Page<AuditEntry>.self).items == [APISamples.auditEntry])
        #expect(try await node.ask(.get, "/api/v1/audit?user=").status == .badRequest)
        let verified = try await node.ask(.post, "/api/v1/audit-verifications")
        #expect(node.office.lastCall == "verify audit")
        #expect(try verified.value(AuditReport.self) == APISamples.auditReport)
        #expect(try await node.ask(.post, "/api/v1/audit-verifications?x=1").status == .badRequest)
    }

    @Test("a long poll passes its parameters on")
    func longPoll() async throws {
        let node = try HTTPTestNode()
        let version = try await node.ask(.get, "/api/v1/version?after=42&timeout=60")
        #expect(node.office.lastCall == "version 42 60")
        #expect(try version.value(StoreVersion.self).storeVersion == 42)
        let none = try await node.ask(.get, "/api/v1/dashboard?limit=0")
        #expect(try none.value(Dashboard.self).childrenTotal == 0)
        let response = try await node.ask(
            .get,
            "/api/v1/dashboard?office=510000&period=2018Q2&after=42&timeout=60"
        )
        #expect(response.status == .ok)
        #expect(node.office.lastCall == "dashboard 510000 2018Q2 42 60")
        #expect(try response.value(Dashboard.self).storeVersion == 42)
    }

    @Test(
        "a query parameter out of its range is named",
        arguments: [
            ("dashboard?timeout=61", "timeout"), ("dashboard?timeout=-1", "timeout"),
            ("dashboard?after=x", "after"), ("dashboard?office=", "office"),
            ("dashboard?timeuot=5", "timeuot"), ("dashboard?limit=1001", "limit"),
            ("version?timeout=61", "timeout"), ("offices?search=", "search"),
            ("directives/x/trace?lagging=1", "lagging"), ("directives?limit=0", "limit"),
            ("backups/latest?timeout=61", "timeout"),
            ("directives?limit=1001", "limit"), ("directives?offset=1", "offset"),
            ("directives?after=1&after=2", "after"), ("status?x=1", "x"),
        ]
    )
    func badParameter(path: String, field: String) async throws {
        let response = try await HTTPTestNode().ask(.get, "/api/v1/\(path)")
        #expect(response.status == .badRequest)
        #expect(try response.value(APIError.self).field == field)
    }

    @Test("paging is passed on")
    func paging() async throws {
        let node = try HTTPTestNode()
        let address =
            "/api/v1/directives/\(APISamples.id)/trace?lagging=true&search=%E6%88%90&after=100000/51&limit=7"
        let trace = try await node.ask(.get, address).value(DirectiveTrace.self)
        #expect(node.office.lastCall == "trace true 成 100000/51 7")
        #expect(trace.next == "100000/510100" && trace.total == 60)
        let replies = "/api/v1/directives/\(APISamples.id)/replies?after=1:100000&limit=7"
        #expect(try await node.ask(.get, replies).value(ReplyPage.self).total == 30)
        #expect(node.office.lastCall == "replies \(APISamples.id) 1:100000 7")
        let offices = try await node.ask(.get, "/api/v1/offices?state=attention&limit=7")
            .value(OfficeList.self)
        #expect(node.office.lastCall == "offices - attention - 7")
        #expect(offices.items.map(\.id) == ["510000"])
        #expect(offices.total == 1 && offices.states == ["self": 1, "behind": 1])
        let branch = "/api/v1/offices/branch?office=510000&state=attention&after=100000/51&limit=7"
        #expect(try await node.ask(.get, branch).value(OfficeBranch.self).total == 21)
        #expect(node.office.lastCall == "branch 510000 - attention 100000/51 7")
        #expect(
            try await node.ask(.get, "/api/v1/masthead").value(Masthead.self).storeVersion == 42
        )
        _ = try await node.ask(.get, "/api/v1/reports?office=510100&after=r5.1.ab&limit=7")
        #expect(node.office.lastCall == "reports 510100 r5.1.ab 7")
        _ = try await node.ask(.get, "/api/v1/reports?period=2018Q2&indicator=activity.count")
        #expect(node.office.lastCall == "reports - - 100 2018Q2 activity.count")
        _ = try await node.ask(.get, "/api/v1/reports/\(APISamples.id)?office=510100")
        #expect(node.office.lastCall == "report \(APISamples.id) 510100")
    }

    @Test("a write names its user and is acknowledged")
    func write() async throws {
        let node = try HTTPTestNode()
        let draft = String(
            decoding: try JSONEncoder().encode(APISamples.directiveDraft),
            as: UTF8.self
        )
        let response = try await node.ask(
            .post,
            "/api/v1/directives",
            [.contentType: "application/json", .castUser: "%E7%8E%8B%E6%95%8F"],
            body: draft
        )
        #expect(response.status == .ok)
        #expect(try response.value(Acknowledgement.self) == APISamples.acknowledgement)
        #expect(node.office.lastCall == "issue \(APISamples.number) by 王敏")
    }

    @Test(
        "every other write reaches the office",
        arguments: [
            ("replies", #"{"directive":"d","text":"t"}"#, "reply d by clerk"),
            ("receipts", #"{"directive":"d"}"#, "sign d by clerk"),
            ("reports", "[]", "submit 0 by clerk"),
            (
                "invitations", #"{"office":"51","name":"n","level":"city","validHours":1}"#,
                "invite 51 by clerk"
            ),
            (
                "hosted-offices", #"{"office":"51","name":"n","level":"society"}"#,
                "host 51 by clerk"
            ),
            (
                "office-names", #"{"office":"51","name":"n"}"#,
                "name 51 n by clerk"
            ),
            ("office-places", #"{"office":"51","places":7}"#, "grant 51 7 by clerk"),
            (
                "reorganisations", #"{"kind":"move","offices":["51"],"to":["44"]}"#,
                "move 51 by clerk"
            ),
            ("backups", #"{"folder":"/b"}"#, "backup /b by clerk"),
        ]
    )
    func writes(path: String, body: String, call: String) async throws {
        let node = try HTTPTestNode()
        let response = try await node.ask(.post, "/api/v1/\(path)", body: body)
        #expect(response.status == .ok)
        #expect(node.office.lastCall == call)
    }

    @Test(
        "a user's name that could mislead a reader is refused",
        arguments: [
            "", "%20", "%E3%85%A4", "a%0Ab", "%E2%80%AEa", String(repeating: "a", count: 65),
        ]
    )
    func badUser(user: String) async throws {
        let node = try HTTPTestNode()
        let response = try await node.ask(
            .post,
            "/api/v1/receipts",
            [.castUser: user],
            body: #"{"directive":"d"}"#
        )
        #expect(response.status == .badRequest)
        #expect(try response.value(APIError.self).field == "X-Cast-User")
        #expect(node.office.lastCall == nil)
    }

    @Test(
        "a user's name is put into its one spelling",
        arguments: [
            ("%20a", "a"), ("%E5%BC%A0%E3%80%80%E4%B8%89", "张三"), ("a%C2%A0%20b", "a b"),
            ("%E2%80%8B%E7%8E%8B", "王"),
        ]
    )
    func spelledUser(user: String, spelled: String) async throws {
        let node = try HTTPTestNode()
        let body = #"{"directive":"d"}"#
        let response = try await node.ask(
            .post,
            "/api/v1/receipts",
            [.castUser: user],
            body: body
        )
        #expect(response.status == .ok)
        #expect(node.office.lastCall == "sign d by \(spelled)")
    }

    @Test(
        "text that is not UTF-8 is refused by name in path, query and header",
        arguments: [
            ("directives/%B9%D8", [:], "reference"), ("reports?office=%B9%D8", [:], "office"),
            ("reports?%B9%D8=1", [:], "%B9%D8"),
        ] as [(String, HTTPFields, String)]
    )
    func notUTF8(path: String, fields: HTTPFields, place: String) async throws {
        let node = try HTTPTestNode()
        let response = try await node.ask(.get, "/api/v1/\(path)", fields)
        #expect(response.status == .unprocessableContent)
        let error = try response.value(APIError.self)
        #expect(error.rule == "encoding")
        #expect(error.field == place)
        #expect(node.office.lastCall == nil)
    }

    @Test(
        "a broken escape is called one, by name, in path and query",
        arguments: [
            ("directives/%zz", "reference", "%zz"), ("reports?office=a%4", "office", "%4"),
            ("status?%=1", "%", "%"), ("directives/a%", "reference", "%"),
        ]
    )
    func brokenEscape(path: String, place: String, broken: String) async throws {
        let node = try HTTPTestNode()
        let response = try await node.ask(.get, "/api/v1/\(path)")
        #expect(response.status == .badRequest)
        let error = try response.value(APIError.self)
        #expect(error.rule == "percent-encoding" && error.field == place)
        #expect(error.messageEnglish.contains("“\(broken)"), "\(error.messageEnglish)")
        #expect(node.office.lastCall == nil)
    }

    @Test("a user's name that is not UTF-8 is refused by name")
    func userNotUTF8() async throws {
        let node = try HTTPTestNode()
        let body = #"{"directive":"d"}"#
        let response = try await node.ask(.post, "/api/v1/receipts", [.castUser: "%FF"], body: body)
        #expect(response.status == .unprocessableContent)
        #expect(try response.value(APIError.self).field == "X-Cast-User")
        #expect(node.office.lastCall == nil)
    }

    @Test(
        "no route takes a field that it does not know, or one twice",
        arguments: [
            "directives", "receipts", "replies", "reports", "invitations", "hosted-offices",
            "version-floors", "link-verifications", "reorganisations",
        ]
    )
    func strictBodies(path: String) async throws {
        let node = try HTTPTestNode()
        let twice = #"{"id":"a","id":"b"}"#
        let text = path == "reports" ? "[\(twice)]" : twice
        let repeated = try await node.ask(.post, "/api/v1/\(path)", body: text)
        #expect(try repeated.value(APIError.self).rule == "repeated-field")
        let drafts: [String: any Encodable] = [
            "directives": APISamples.directiveDraft, "receipts": ReceiptDraft(directive: "d"),
            "replies": ReplyDraft(directive: "d", text: "t"), "reports": APISamples.reportDraft,
            "invitations": InvitationDraft(office: "1", name: "n", level: "city", validHours: 1),
            "hosted-offices": HostedOfficeDraft(office: "1", name: "n", level: "society"),
            "version-floors": VersionFloorDraft(kind: "k", version: 1),
            "link-verifications": LinkVerificationDraft(peer: "1"),
            "reorganisations": ReorganisationDraft(kind: "move", offices: [], to: []),
        ]
        let draft = try #require(drafts[path])
        let object = String(decoding: try JSONEncoder().encode(draft), as: UTF8.self).dropFirst()
        let body = #"{"strange":1,"# + object
        let unknown = try await node.ask(
            .post,
            "/api/v1/\(path)",
            body: path == "reports" ? "[\(body)]" : body
        )
        #expect(unknown.status == .badRequest)
        let error = try unknown.value(APIError.self)
        #expect(error.rule == "unknown-field")
        #expect(error.field?.hasSuffix("strange") == true)
        #expect(node.office.lastCall == nil)
    }

    @Test(
        "a malformed body names the field",
        arguments: [
            (
                #"[{"id":"i","title":"t","period":"2018","text":"","points":[{"indicator":"a","value":5}]}]"#,
                "reports[0].points[0].value", "type"
            ),
            (
                #"[{"id":"i","period":"2018","text":"","points":[]}]"#, "reports[0].title",
                "required"
            ),
            (
                #"[{"id":null,"title":"t","period":"2018","text":"","points":[]}]"#,
                "reports[0].id",
                "required"
            ),
            (#"{"a":1}"#, "reports", "type"),
            ("[{", nil, "json"), ("", nil, "json"), ("\u{0}", nil, "json"),
        ] as [(String, String?, String)]
    )
    func malformed(body: String, field: String?, rule: String) async throws {
        let response = try await HTTPTestNode().ask(.post, "/api/v1/reports", body: body)
        #expect(response.status == .badRequest)
        let error = try response.value(APIError.self)
        #expect(error.code == .malformed)
        #expect(error.rule == rule)
        if let field {
            #expect(error.field == field)
            #expect(error.messageChinese.contains(field))
            #expect(error.messageEnglish.contains(field))
        }
    }

    @Test(
        "a body of another type is refused before it is read",
        arguments: [("reports", "[]"), ("audit-verifications", "{}")]
    )
    func contentType(path: String, body: String) async throws {
        let response = try await HTTPTestNode().ask(
            .post,
            "/api/v1/\(path)",
            [.contentType: "text/plain"],
            body: body
        )
        #expect(response.status == .badRequest)
        #expect(try response.value(APIError.self).rule == "content-type")
    }

    @Test(
        "offices in a state that there is not are refused, and the states named",
        arguments: ["offices", "offices/branch"]
    )
    func unknownState(path: String) async throws {
        let response = try await HTTPTestNode().ask(.get, "/api/v1/\(path)?state=nix")
        #expect(response.status == .badRequest)
        let error = try response.value(APIError.self)
        #expect(error.field == "state" && error.rule == "choice")
        #expect(error.messageEnglish.contains("cutOff"))
        #expect(error.messageChinese.contains("attention"))
    }

    @Test("a body over the limit is refused and the limit named, and one at the limit is read")
    func bodyLimit() async throws {
        let node = try HTTPTestNode(bodyBytesMax: 100_000)
        let response = try await node.ask(
            .post,
            "/api/v1/reports",
            body: String(repeating: " ", count: 100_001)
        )
        #expect(response.status == .contentTooLarge)
        let error = try response.value(APIError.self)
        #expect(error.code == .malformed)
        #expect(error.messageChinese.contains("100000"))
        let full = "[" + String(repeating: " ", count: 99_998) + "]"
        #expect(try await node.ask(.post, "/api/v1/reports", body: full).status == .ok)
    }

    @Test("a connection outlives a body that was refused unread")
    func bodyLimitOnConnection() async throws {
        let node = try HTTPTestNode(bodyBytesMax: 1000)
        let headers: HTTPFields = [.authorization: "Bearer \(node.token.text)"]
        let body = ByteBuffer(repeating: UInt8(ascii: " "), count: 4_000_000)
        let statuses = try await node.server.application.test(.live) { client in
            [
                try await client.execute(
                    uri: "/api/v1/reports",
                    method: .post,
                    headers: headers,
                    body: body
                ).status,
                try await client.execute(
                    uri: "/api/v1/status",
                    method: .get,
                    headers: headers
                ).status,
            ]
        }
        #expect(statuses == [.contentTooLarge, .ok])
    }

    @Test("a batch of thousands of reports arrives whole")
    func largeBatch() async throws {
        let node = try HTTPTestNode()
        let batch = [ReportDraft](repeating: APISamples.reportDraft, count: 5000)
        let body = String(decoding: try JSONEncoder().encode(batch), as: UTF8.self)
        #expect(try await node.ask(.post, "/api/v1/reports", body: body).status == .ok)
        #expect(node.office.lastCall == "submit 5000 by clerk")
    }

    @Test(
        "a request that takes no fields refuses them by name, and may be empty",
        arguments: ["verify", "audit-verifications", "console-links", "directives/d/opening"]
    )
    func noFields(path: String) async throws {
        let node = try HTTPTestNode()
        let refused = try await node.ask(.post, "/api/v1/\(path)", body: #"{"strange":1}"#)
        #expect(refused.status == .badRequest)
        let error = try refused.value(APIError.self)
        #expect(error.rule == "unknown-field" && error.field?.hasSuffix("strange") == true)
        #expect(try await node.ask(.post, "/api/v1/\(path)", body: "[]").status == .badRequest)
        #expect(node.office.lastCall == nil)
        #expect(try await node.ask(.post, "/api/v1/\(path)", body: "{}").status != .badRequest)
        #expect(try await node.ask(.post, "/api/v1/\(path)").status != .badRequest)
    }

    @Test(
        "no address takes a parameter that it does not know",
        arguments: ["/metrics", "/healthz", "/api/v1/openapi.yaml"]
    )
    func strangeParameter(path: String) async throws {
        let answer = try await HTTPTestNode().ask(.get, path + "?x=1")
        #expect(answer.status == .badRequest)
        #expect(try answer.value(APIError.self).rule == "unknown-parameter")
    }

    @Test("a misspelt parameter is refused with the one that is meant")
    func misspelt() async throws {
        let node = try HTTPTestNode()
        let answer = try await node.ask(.get, "/api/v1/offices?limt=3")
        #expect(answer.status == .badRequest)
        let error = try answer.value(APIError.self)
        #expect(error.rule == "unknown-parameter" && error.field == "limt")
        #expect(error.hintEnglish == "is limit meant?" && error.hintChinese == "是不是 limit？")
        let far = try await node.ask(.get, "/api/v1/offices?zzz=3").value(APIError.self)
        #expect(far.rule == "unknown-parameter" && far.hintEnglish == nil)
    }

    @Test(
        "an unknown address of the API is answered in JSON",
        arguments: ["/api/v1/nothing", "/api/v2", "/api"]
    )
    func unknownRoute(path: String) async throws {
        let response = try await HTTPTestNode().send(.get, path)
        #expect(response.status == .notFound)
        let error = try response.value(APIError.self)
        #expect(error.code == .notFound)
        #expect(error.messageEnglish.contains(path))
        #expect(response.headers[.xContentTypeOptions] == "nosniff")
    }

    @Test("an unforeseen error shows nothing of itself but a reference")
    func unforeseen() async throws {
        let response = try await HTTPTestNode().ask(.post, "/api/v1/verify")
        #expect(response.status == .internalServerError)
        #expect(!response.text.contains("secret"))
        #expect(!response.text.contains("Unforeseen"))
        #expect(try response.value(APIError.self).code == .internalFault)
    }

    @Test("a cancelled wait says that the node is stopping")
    func cancelled() async throws {
        let node = try HTTPTestNode(office: SampleOffice(fault: CancellationError()))
        let response = try await node.ask(.post, "/api/v1/verify")
        #expect(response.status == .serviceUnavailable)
        #expect(response.headers[.retryAfter] == "1")
    }

    @Test("each code of an error has its HTTP status")
    func statuses() {
        let expected: [APIError.Code: Int] = [
            .invalid: 422, .malformed: 400, .unauthenticated: 401, .forbidden: 403,
            .notFound: 404, .conflict: 409, .busy: 429, .internalFault: 500, .unavailable: 503,
        ]
        for code in APIError.Code.allCases {
            #expect(APIError(code, chinese: "", english: "").status.code == expected[code])
        }
    }
}
