import Admin
import Testing

@testable import Node

/// Many clients at once ask a whole node, over HTTP, for what exists once.
@Suite("Simultaneous writes over a node's API", .serialized, .timeLimit(.minutes(10)))
struct SimultaneousWriteTests {
    private static let trials = 3
    private static let callers = 64

    /// A node, and a client that waits for its connections also on a machine that does much else.
    private func run(_ body: (OfficeClient) async throws -> Void) async throws {
        try await Headquarters.run { node in
            var limits = OfficeClientLimits()
            limits.connectMilliseconds = 60_000
            try await OfficeClient.withClient(node.access, limits: limits, body)
        }
    }

    private func race(
        _ call: @escaping @Sendable (Int) async throws -> Acknowledgement
    ) async -> (written: Int, repeated: Int, conflicts: [APIError]) {
        await withTaskGroup(of: Result<Bool, any Error>.self) { group in
            for caller in 0..<Self.callers {
                group.addTask {
                    do {
                        return .success(try await call(caller).repeated)
                    } catch {
                        return .failure(error)
                    }
                }
            }
            var (written, repeated, conflicts) = (0, 0, [APIError]())
            for await result in group {
                switch result {
                case .success(true): repeated += 1
                case .success(false): written += 1
                case .failure(let error as APIError) where error.code == .conflict:
                    conflicts.append(error)
                case .failure(let error): Issue.record("\(error)")
                }
            }
            return (written, repeated, conflicts)
        }
    }

    private static func id(_ trial: Int, _ caller: Int) -> String {
        let digits = String(trial * 1_000 + caller)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    @Test("64 directives with one document number: one is issued and named to the others")
    func documentNumber() async throws {
        try await self.run { client in
            for trial in 1...Self.trials {
                let number = "科协发学字〔2015〕\(trial)号"
                let answer = await self.race { caller in
                    try await client.issue(
                        Headquarters.directive(id: Self.id(trial, caller), number: number),
                        by: Headquarters.caller
                    )
                }
                #expect(answer.written == 1 && answer.conflicts.count == Self.callers - 1)
                let present = try await client.directive(number, by: .unnamed)
                for error in answer.conflicts {
                    #expect(error.field == "number" && error.rule == "used-number")
                    #expect(error.messageChinese.contains(present.summary.id))
                }
            }
            let total = try await client.directives(PageRequest(), by: .unnamed).total
            #expect(total == Self.trials)
        }
    }

    @Test("64 reports with one id and different figures: one is written and named to the others")
    func reportID() async throws {
        try await self.run { client in
            for trial in 1...Self.trials {
                let answer = await self.race { caller in
                    try await client.submit(
                        [
                            Headquarters.report(
                                id: Self.id(trial, 0),
                                title: "第 \(caller) 份",
                                value: "\(caller)"
                            )
                        ],
                        by: Headquarters.caller
                    )
                }
                #expect(answer.written == 1 && answer.conflicts.count == Self.callers - 1)
                let present = try await client.report(Self.id(trial, 0), office: nil, by: .unnamed)
                for error in answer.conflicts {
                    #expect(error.field == "reports[0].id" && error.rule == "new-id")
                    #expect(error.messageChinese.contains(present.summary.title))
                }
            }
        }
    }

    @Test("64 names for one hosted office: one is registered and named to the others")
    func hostedOffice() async throws {
        try await self.run { client in
            for trial in 1...Self.trials {
                let office = "100000-H\(trial)"
                let answer = await self.race { caller in
                    try await client.host(
                        HostedOfficeDraft(
                            office: office,
                            name: "学会 \(caller)",
                            level: "society"
                        ),
                        by: Headquarters.caller
                    )
                }
                #expect(answer.written == 1 && answer.conflicts.count == Self.callers - 1)
                let offices = try await client.offices(by: .unnamed)
                let present = try #require(offices.first { $0.id == office })
                for error in answer.conflicts {
                    #expect(error.field == "name" && error.rule == "other-name")
                    #expect(error.messageChinese.contains(present.name))
                }
            }
        }
    }

    @Test("64 people sign for one directive: one signature is written, the others are told so")
    func receipt() async throws {
        try await self.run { client in
            for trial in 1...Self.trials {
                let draft = Headquarters.directive(
                    id: Self.id(trial, 0),
                    number: "科协发学字〔2015〕\(trial)号"
                )
                _ = try await client.issue(draft, by: Headquarters.caller)
                let answer = await self.race { caller in
                    try await client.sign(
                        ReceiptDraft(directive: draft.id, office: Headquarters.society),
                        by: Caller(user: "用户 \(caller)")
                    )
                }
                #expect(answer.written == 1 && answer.repeated == Self.callers - 1)
            }
        }
    }
}
