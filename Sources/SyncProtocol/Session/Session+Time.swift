private import OrderedCollections

// What a session does because time has passed.

extension Session {
    /// Why the link counts as broken by now; nil when it does not.
    func overdue(at now: Int64, _ limits: RelayLimits) -> Relay.LinkEnd? {
        switch self.phase {
        case .greeting(let greeting) where now - greeting.since > limits.helloMillisecondsMax:
            return .helloTimeout
        case .reconciling(_, let search)
        where now - search.pageDueSince > limits.pageMillisecondsMax:
            return .reconcileTimeout
        case .greeting, .reconciling, .streaming: break
        }
        if let since = self.line.answerDueSince,
            now - since > limits.acknowledgementMillisecondsMax
        {
            return .acknowledgementTimeout
        }
        return now - self.inbox.lastReceivedAt > limits.silenceMillisecondsMax ? .silence : nil
    }

    /// Whether the other end should be asked for a sign of life, and what it has.
    func isBeatDue(at now: Int64, _ limits: RelayLimits) -> Bool {
        self.wantsComparison
            || now - max(self.lastSentAt, self.inbox.lastReceivedAt) > limits.pingAfterMilliseconds
            || now - self.comparison.beatAt > limits.beatMillisecondsMax
    }

    /// Whether all has come to rest and the other end's digest is an older one than ours: then it is
    /// asked, once for each state of ours, so that people see equality soon and proven.
    private var wantsComparison: Bool {
        guard self.isAtRest, self.copies.missing.isEmpty else { return false }
        let ours = self.copies.scopeDigest
        return self.comparison.theirs != ours && !self.comparison.watch.wasAsked(ours)
    }

    func heartbeat(_ number: UInt64) -> Heartbeat {
        Heartbeat(number: number, scopeDigest: self.copies.scopeDigest)
    }

    /// Asks the other end what it has.
    mutating func beat(at now: Int64) -> Heartbeat {
        let heartbeat = self.heartbeat(UInt64(max(0, now)))
        self.comparison.watch.ask(heartbeat.scopeDigest)
        self.comparison.beatAt = now
        return heartbeat
    }

    /// Whether a statement is due to the other end, and whether its own is missed.
    mutating func watchStatements(at now: Int64, _ limits: RelayLimits) -> [Relay.Notice] {
        guard self.phase.isStreaming else { return [] }
        var notices: [Relay.Notice] = []
        if self.statements.becomesDue(at: now, limits) {
            notices.append(.statementDue(self.ends.link))
        }
        if let silence = self.statements.becomesStale(at: now, limits) {
            notices.append(.statementStale(self.ends.link, silentMilliseconds: silence))
        }
        return notices
    }
}
