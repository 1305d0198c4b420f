import Admin
import NodeProcesses

/// Where something has to arrive.
struct Arrival: Sendable {
    let node: NodeProcess
    let what: String
    let hasArrived: @Sendable (OfficeClient) async throws -> Bool

    init(
        _ node: NodeProcess,
        _ what: String,
        _ hasArrived: @escaping @Sendable (OfficeClient) async throws -> Bool
    ) {
        self.node = node
        self.what = what
        self.hasArrived = hasArrived
    }

    static func directive(_ draft: DirectiveDraft, at node: NodeProcess) -> Arrival {
        Arrival(node, draft.number) { try await $0.holds(directive: draft.id) }
    }

    static func report(_ draft: ReportDraft, at node: NodeProcess) -> Arrival {
        Arrival(node, draft.title) { try await $0.holds(report: draft.id) }
    }

    /// One office's standing with a directive.
    static func standing(
        _ draft: DirectiveDraft,
        of office: String,
        at node: NodeProcess,
        _ isReached: @escaping @Sendable (TraceStep) -> Bool
    ) -> Arrival {
        Arrival(node, "\(draft.number) \(office)") { client in
            try await client.trace(draft.id, by: .unnamed).steps.contains {
                $0.office == office && isReached($0)
            }
        }
    }
}

extension OfficeClient {
    func holds(directive id: String) async throws -> Bool {
        do {
            _ = try await self.directive(id, by: .unnamed)
            return true
        } catch let error as APIError where error.code == .notFound {
            return false
        }
    }

    func holds(report id: String) async throws -> Bool {
        try await Page.everything { try await self.reports(office: nil, $0, by: .unnamed) }
            .contains { $0.id == id }
    }
}

extension Story {
    /// Does something and measures how long it takes until it is seen in each place.
    ///
    /// The places are watched from before it is done, so that the watching adds next to nothing.
    func measure(
        _ arrivals: [Arrival],
        _ act: () async throws -> Void
    ) async throws -> [Duration] {
        try await withThrowingTaskGroup(of: (Int, ContinuousClock.Instant).self) { group in
            let begun = ContinuousClock.now
            for (index, arrival) in arrivals.enumerated() {
                group.addTask {
                    try await arrival.node.wait(for: arrival.what, arrival.hasArrived)
                    return (index, ContinuousClock.now)
                }
            }
            try await act()
            var times = Array(repeating: Duration.zero, count: arrivals.count)
            for try await (index, moment) in group { times[index] = moment - begun }
            return times
        }
    }

    func issue(
        _ draft: DirectiveDraft,
        from issuer: NodeProcess,
        to receivers: [NodeProcess]
    ) async throws {
        let times = try await self.measure(receivers.map { .directive(draft, at: $0) }) {
            let begun = ContinuousClock.now
            _ = try await issuer.client().issue(draft, by: Self.clerk)
            let time = (ContinuousClock.now - begun).milliseconds
            self.ledger.add(draft)
            self.teller.step(
                "《\(draft.number)》已写入\(issuer.name)的磁盘并确认，\(time) 毫秒",
                "\(draft.number) is on the disk of \(issuer.name) and acknowledged after \(time) ms"
            )
        }
        for (node, time) in zip(receivers, times) {
            self.teller.step(
                "到达\(node.name)，\(time.milliseconds) 毫秒",
                "It has arrived at \(node.name) after \(time.milliseconds) ms"
            )
        }
    }

    func sign(
        _ draft: DirectiveDraft,
        at node: NodeProcess,
        as society: HostedOfficeDraft?,
        seenAt observer: NodeProcess
    ) async throws {
        let office = society?.office ?? node.office
        let name = society?.name ?? node.name
        let receipt = ReceiptDraft(directive: draft.id, office: society?.office)
        let times = try await self.measure([
            .standing(draft, of: office, at: observer) { $0.reached.contains("signed") }
        ]) {
            _ = try await node.client().sign(receipt, by: Self.clerk)
            self.ledger.add(receipt: Ledger.Act(directive: draft.id, office: office))
        }
        self.teller.step(
            "\(name)签收，\(times[0].milliseconds) 毫秒后\(observer.name)看到",
            "\(name) signs for it; seen at \(observer.name) after \(times[0].milliseconds) ms"
        )
    }

    func reply(
        _ draft: DirectiveDraft,
        at node: NodeProcess,
        as society: HostedOfficeDraft?,
        text: String,
        seenAt observer: NodeProcess
    ) async throws {
        let office = society?.office ?? node.office
        let name = society?.name ?? node.name
        let reply = ReplyDraft(directive: draft.id, office: society?.office, text: text)
        let times = try await self.measure([
            .standing(draft, of: office, at: observer) { $0.repliedAt != nil }
        ]) {
            _ = try await node.client().reply(reply, by: Self.clerk)
            self.ledger.add(reply: Ledger.Act(directive: draft.id, office: office))
        }
        self.teller.step(
            "\(name)回复 \(draft.number)，\(times[0].milliseconds) 毫秒后\(observer.name)看到",
            "\(name) answers \(draft.number); seen at \(observer.name) after "
                + "\(times[0].milliseconds) ms"
        )
    }

    /// - Returns: how long it took to each observer.
    func submit(
        _ draft: ReportDraft,
        at node: NodeProcess,
        seenAt observers: [NodeProcess]
    ) async throws -> [Duration] {
        try await self.measure(observers.map { .report(draft, at: $0) }) {
            let begun = ContinuousClock.now
            _ = try await node.client().submit([draft], by: Self.clerk)
            let time = (ContinuousClock.now - begun).milliseconds
            self.ledger.add(draft, by: node.office)
            self.teller.step(
                "\(node.name)的《\(draft.title)》已写入磁盘并确认，\(time) 毫秒",
                "The report of \(node.name) for \(draft.period) is on its disk and acknowledged "
                    + "after \(time) ms"
            )
        }
    }
}
