import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

/// The root's node with one hosted society, and what people hand in there.
enum Headquarters {
    static let caller = Caller(user: "李四")
    static let society = "100000-S01"

    /// Headquarters' node with one hosted society.
    static func run(
        _ body: (RunningNode) async throws -> Void
    ) async throws {
        let seed = NodeIdentity.freshSeed(for: .ed25519)
        let identity = try NodeIdentity.createRoot(
            path: path("100000"),
            suite: .ed25519,
            seed: seed,
            now: SystemTime.milliseconds()
        )
        let office = try #require(OfficeID("100000"))
        let entry = try OfficeRegistration.root(office, name: "中国科协", nameEnglish: "CAST")
        try await RunningNode.run(identity, seed: seed, registration: entry) { node in
            let draft = HostedOfficeDraft(
                office: Self.society,
                name: "中国力学学会",
                level: "society"
            )
            let answer = try await node.client.host(draft, by: Self.caller)
            #expect(!answer.repeated)
            try await body(node)
        }
    }

    static func directive(
        id: String = "0123456789abcdef0123456789abcdef",
        number: String = "科协发学字〔2015〕60号",
        title: String = "关于学会有序承接政府转移职能的通知",
        urgency: String = "normal",
        issuedOn: String = "2015-07-17",
        replyBy: String? = "2015-10-31",
        recipients: [String] = [Headquarters.society]
    ) -> DirectiveDraft {
        DirectiveDraft(
            id: id,
            number: number,
            title: title,
            body: "请按期报送。",
            urgency: urgency,
            issuedOn: issuedOn,
            replyBy: replyBy,
            recipients: recipients
        )
    }

    static func report(
        id: String = "11112222333344445555666677778888",
        office: String? = nil,
        title: String = "上半年进展",
        period: String = "2018H1",
        value: String = "12",
        indicator: String = "training.held",
        unit: String? = nil
    ) -> ReportDraft {
        ReportDraft(
            id: id,
            office: office,
            title: title,
            period: period,
            text: "",
            points: [DataPointDraft(indicator: indicator, value: value, unit: unit)]
        )
    }

    /// The error of a call that must fail.
    static func refusal(
        _ call: () async throws -> some Any,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> APIError {
        let error = await #expect(throws: APIError.self, sourceLocation: sourceLocation) {
            _ = try await call()
        }
        let refusal = try #require(error, sourceLocation: sourceLocation)
        #expect(!refusal.messageChinese.isEmpty && !refusal.messageEnglish.isEmpty)
        return refusal
    }
}
