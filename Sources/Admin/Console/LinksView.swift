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
        let sendBehind: String
        let receiveBehind: String
        let lastEqual: MomentView?
        let retry: MomentView?
        let bytesIn: String
        let bytesOut: String
    }

    let links: [Row]
    let hasLinks: Bool

    init(_ links: [LinkSummary], now: Int64, _ language: ConsoleLanguage) {
        self.links = links.map { link in
            Row(
                peer: link.peer,
                name: link.peerName,
                node: links.count { $0.peer == link.peer } > 1
                    ? link.node.map { String($0.prefix(8)) } : nil,
                address: link.address,
                direction: link.direction == "dialed"
                    ? language.say("本节点拨出", "dialed from here")
                    : language.say("对方拨入", "accepted here"),
                badge: BadgeView.sync(link.state, language),
                reason: link.reason,
                sendBehind: Numerals.grouped(link.sendBehind),
                receiveBehind: Numerals.grouped(link.receiveBehind),
                lastEqual: link.lastEqualAt.map { MomentView($0, now: now, language) },
                retry: link.retryAt.map { MomentView($0, now: now, language) },
                bytesIn: Numerals.bytes(link.bytesIn),
                bytesOut: Numerals.bytes(link.bytesOut)
            )
        }
        self.hasLinks = !links.isEmpty
    }
}
