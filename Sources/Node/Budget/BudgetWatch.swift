import SyncProtocol

/// Watches the hours and the bytes of links that have a budget, and says when they come to an end.
///
/// Bytes are counted since the node was started: a restart begins the day's count anew.
struct BudgetWatch {
    private struct Account {
        let budget: LinkBudget
        var day: Int64 = 0
        /// Bytes of connections of this day that are over.
        var closedByteCount: UInt64 = 0
        /// What the open connection had carried when the day began.
        var byteCountAtMidnight: UInt64 = 0
        var link: LinkID?
        var lowestLane = Lane.attachments
    }

    private var accounts: [OfficePath: Account]

    init(_ budgets: [LinkBudget]) {
        self.accounts = Dictionary(
            budgets.map { ($0.office, Account(budget: $0)) },
            uniquingKeysWith: { _, last in last }
        )
    }

    var offices: [OfficePath] { self.accounts.keys.sorted() }

    /// The lowest lane that may use the link to a neighbour now; ``Lane/attachments`` when all may.
    func lowestLane(of peer: OfficePath) -> Lane {
        self.accounts[peer]?.lowestLane ?? .attachments
    }

    /// Looks at one link.
    ///
    /// - Parameters:
    ///   - byteCount: what the connection has carried in both directions.
    ///   - now: UTC milliseconds.
    /// - Returns: the lowest lane that may use the link, when that has changed.
    mutating func look(
        at link: LinkID,
        to peer: OfficePath,
        byteCount: UInt64,
        now: Int64
    ) -> Lane? {
        guard var account = self.accounts[peer] else { return nil }
        let (minute, day) = DailyTime.now(now)
        if account.day != day {
            account.day = day
            account.closedByteCount = 0
            account.byteCountAtMidnight = account.link == link ? byteCount : 0
        }
        let before = account.link == link ? account.lowestLane : .attachments
        if account.link != link {
            account.link = link
            account.byteCountAtMidnight = 0
        }
        let used = account.closedByteCount + byteCount - min(byteCount, account.byteCountAtMidnight)
        let isWithin = account.budget.dailyByteCountMax.map { used < $0 } ?? true
        let isOpen = account.budget.isOpen(atMinute: minute) && isWithin
        account.lowestLane = isOpen ? .attachments : .urgent
        self.accounts[peer] = account
        return account.lowestLane == before ? nil : account.lowestLane
    }

    /// A connection is over: what it carried counts for the rest of the day.
    mutating func closed(_ link: LinkID, to peer: OfficePath, byteCount: UInt64) {
        guard var account = self.accounts[peer], account.link == link else { return }
        account.closedByteCount += byteCount - min(byteCount, account.byteCountAtMidnight)
        account.link = nil
        self.accounts[peer] = account
    }
}
