import Admin
import ArgumentParser

struct LinksCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract: "Lists the links to other offices. 列出与其他单位的连接。",
        discussion: """
            EXAMPLES
              cast-admin links
              cast-admin links --json
            """
    )

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = try context.screen(self.global)
        let links = try await context.withOffice(self.global) { try await $0.links() }
        try screen.show(links) { Self.text(links, on: screen) }
        return .success
    }

    static func text(_ links: [LinkSummary], on screen: Screen) -> String {
        guard !links.isEmpty else {
            return screen.say("没有连接。", "No links.") + "\n"
        }
        let table = Table(
            [
                .text("对方", "Peer"), .text("方向", "Direction"), .text("地址", "Address"),
                .text("状态", "State"), .figure("待发", "To send"), .figure("待收", "To receive"),
                .text("上次一致", "Last equal"), .figure("收", "In"), .figure("发", "Out"),
                .text("说明", "Reason"),
            ],
            rows: links.map { link in
                let isOneOfSeveral = links.count { $0.peer == link.peer } > 1
                return Self.row(link, isOneOfSeveral: isOneOfSeveral, on: screen)
            }
        )
        return screen.say("连接（共 \(links.count)）", "Links (\(links.count))") + "\n"
            + table.rendered(in: screen.language)
    }

    /// Where counting ends it is said that there may be more.
    private static func count(_ changes: Int64) -> String {
        changes < LinkSummary.behindMax ? "\(changes)" : "≥\(LinkSummary.behindMax)"
    }

    /// - Parameter isOneOfSeveral: the office has several nodes, so they are told apart.
    private static func row(
        _ link: LinkSummary,
        isOneOfSeveral: Bool,
        on screen: Screen
    ) -> [String] {
        let reason = link.reason ?? ""
        let retry = link.retryAt.map {
            screen.say("\(ChinaTime.text($0)) 重试", "again at \(ChinaTime.text($0))")
        }
        let since = link.offlineSince.map {
            screen.say("自 \(ChinaTime.text($0)) 起", "since \(ChinaTime.text($0))")
        }
        var peer = link.peerName.isEmpty ? link.peer : "\(link.peerName) (\(link.peer))"
        if isOneOfSeveral, let node = link.node { peer += " #\(node.prefix(8))" }
        return [
            peer, screen.say(Words.direction(link.direction)), link.address,
            // How much there is to send and to receive stands beside it.
            screen.say(Words.link(link.state)),
            link.sendBehind.map(Self.count) ?? "—", Self.count(link.receiveBehind),
            screen.say(ChinaTime.ago(link.lastEqualAt, now: screen.now)),
            ByteCount.text(link.bytesIn), ByteCount.text(link.bytesOut),
            [reason, since ?? "", retry ?? ""].filter { !$0.isEmpty }.joined(separator: "; "),
        ]
    }
}
