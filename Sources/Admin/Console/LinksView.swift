/// Every link of the node with what waits on it.
struct LinksView {
    struct Row {
        let peer: String
        let name: String
        /// Which of the office's nodes, where there are several.
        let node: String?
        let address: String
        let direction: String
        let badge: BadgeView
        let reason: String?
        /// What the peer last said of itself.
        let statement: String?
        let sendBehind: String
        let receiveBehind: String
        let lastEqual: MomentView?
        /// Since when it is offline.
        let since: MomentView?
        let retry: MomentView?
        let bytesIn: String
        let bytesOut: String
    }

    let links: [Row]
    let hasLinks: Bool
    let paging: PagingView?

    init(
        _ page: Page<LinkSummary>,
        after: String?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let links = page.items
        self.links = links.map { link in
            Row(
                peer: link.peer,
                name: link.peerName,
                node: links.count { $0.peer == link.peer } > 1
                    ? link.node.map { String($0.prefix(8)) } : nil,
                address: link.address,
                direction: language.say(Words.direction(link.direction)),
                badge: BadgeView.sync(link.state, language),
                reason: link.reason.map { language.say(Words.reason($0)) },
                statement: link.statement.map { Self.words($0, language) },
                sendBehind: link.sendBehind.map(Numerals.grouped) ?? "—",
                receiveBehind: Numerals.grouped(link.receiveBehind),
                lastEqual: link.lastEqualAt.map { MomentView($0, now: now, language) },
                since: link.offlineSince.map { MomentView($0, now: now, language) },
                retry: link.retryAt.map { MomentView($0, now: now, language) },
                bytesIn: Numerals.bytes(link.bytesIn),
                bytesOut: Numerals.bytes(link.bytesOut)
            )
        }
        self.hasLinks = !links.isEmpty
        self.paging = PagingView(
            PagingView.List(path: "/links"),
            after: after,
            next: page.next,
            total: page.total,
            language: language
        )
    }

    private static func words(_ statement: PeerStatement, _ language: ConsoleLanguage) -> String {
        let time = ChinaTime.minute(statement.at)
        let free = Numerals.bytes(statement.diskFreeBytes)
        return language.say(
            "自述（\(time)）：积压 \(statement.backlog)，隔离 \(statement.quarantined)，磁盘剩余 \(free)，"
                + "下级离线 \(statement.offline)、落后 \(statement.behind)",
            "says (\(time)): \(statement.backlog) waiting, \(statement.quarantined) quarantined, "
                + "\(free) free, below it \(statement.offline) offline and \(statement.behind) behind"
        )
    }
}
