import Admin
import ArgumentParser

struct LinksCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "links",
            abstract: HelpLanguage.say("列出与其他单位的连接。", "Lists the links to other offices."),
            discussion: """
                EXAMPLES
                  cast-admin links
                  cast-admin links --json
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let links = try await context.withOffice(self.global) {
            try await $0.links(by: self.global.caller())
        }
        try screen.show(links) { Self.text(links, on: screen) }
        return .success
    }

    static func text(_ links: [LinkSummary], on screen: Screen) -> String {
        guard !links.isEmpty else {
            return screen.say("没有连接。", "No links.") + "\n"
        }
        let table = Table(
            [
                .text("对方", "Peer"), .text("地址", "Address"),
                .text("状态", "State"), .figure("待发", "To send"), .figure("待收", "To get"),
                .text("上次一致", "Last equal"), .figure("收", "In", mayBeLeftOut: true),
                .figure("发", "Out", mayBeLeftOut: true),
            ],
            rows: links.map { Self.row($0, among: links, on: screen) }
        )
        return screen.say("连接（共 \(links.count)）", "Links (\(links.count))") + "\n"
            + screen.rendered(table)
            + links.map { Self.remark($0, among: links, on: screen) }.joined()
    }

    /// The office by its id first, which stays when the column becomes narrow. Several nodes of one office are told
    /// apart.
    private static func peer(_ link: LinkSummary, among links: [LinkSummary]) -> String {
        var peer = link.peerName.isEmpty ? link.peer : "\(link.peer) \(link.peerName)"
        let isOneOfSeveral = links.count { $0.peer == link.peer } > 1
        if isOneOfSeveral, let node = link.node { peer += " #\(node.prefix(8))" }
        return peer
    }

    /// Why there is no link, since when, and when it is tried again: a line of its own, as it is long and seldom needed.
    private static func remark(
        _ link: LinkSummary,
        among links: [LinkSummary],
        on screen: Screen
    ) -> String {
        let retry = link.retryAt.map {
            screen.say(
                "北京时间 \(ChinaTime.text($0)) 重试",
                "again at \(ChinaTime.text($0)), China time"
            )
        }
        let since = link.offlineSince.map {
            screen.say("自北京时间 \(ChinaTime.text($0)) 起", "since \(ChinaTime.text($0)), China time")
        }
        let reason = link.reason.map { screen.say(Words.reason($0)) }
        let parts = [reason, since, retry].compactMap { $0 }.filter { !$0.isEmpty }
        guard !parts.isEmpty else { return "" }
        let text = parts.joined(separator: screen.say("；", "; "))
        let peer = Self.peer(link, among: links)
        return SafeText.line(screen.say("\(peer)：\(text)", "\(peer): \(text)")) + "\n"
    }

    /// Where counting ends it is said that there may be more.
    private static func count(_ changes: Int64) -> String {
        changes < LinkSummary.behindMax ? "\(changes)" : "≥\(LinkSummary.behindMax)"
    }

    private static func row(
        _ link: LinkSummary,
        among links: [LinkSummary],
        on screen: Screen
    ) -> [String] {
        [
            Self.peer(link, among: links),
            // Who dialed is seen by the arrow.
            (link.direction == "dialed" ? "→ " : "← ") + link.address,
            screen.say(Words.link(link.state)),
            link.sendBehind.map(Self.count) ?? "—", Self.count(link.receiveBehind),
            screen.say(ChinaTime.ago(link.lastEqualAt, now: screen.now)),
            ByteCount.text(link.bytesIn), ByteCount.text(link.bytesOut),
        ]
    }
}
