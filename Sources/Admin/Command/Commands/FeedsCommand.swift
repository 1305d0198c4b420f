import Admin
import ArgumentParser

struct FeedsCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "feeds",
            abstract: HelpLanguage.say(
                "列出各源及进度。",
                "Lists the feeds held here and where each ends."
            ),
            discussion: """
                EXAMPLES
                  cast-admin feeds
                  cast-admin feeds --limit 1000 --json
                """
        )
    }

    /// Digits of a long id that tell it apart in a table; JSON gives all.
    private static let idDigitsShown = 12

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let request = try self.page.request()
        let page = try await context.withOffice(self.global) {
            try await $0.feeds(request, by: self.global.caller())
        }
        try screen.show(page) {
            screen.list(
                page,
                title: Phrase("各源进度", "Feeds"),
                empty: Phrase("还没有源。", "No feeds yet."),
                table: { Self.table($0, on: screen) }
            )
        }
        return .success
    }

    private static func table(_ feeds: [FeedSummary], on screen: Screen) -> Table {
        Table(
            [
                .text("空间", "Space"), .text("单位", "Office"), .text("作者", "Author"),
                .text("分支", "Branch"),
                .figure("末号", "Head"), .figure("已计", "Applied"), .text("末条", "Head id"),
                .figure("大小", "Size"), .text("状态", "State"),
                .text("最近（北京时间）", "Last (China)"),
            ],
            rows: feeds.map { feed in
                let state = screen.say(Words.feed(feed.state))
                return [
                    feed.space, feed.office, String(feed.author.prefix(Self.idDigitsShown)),
                    feed.branch.map { String($0.prefix(Self.idDigitsShown)) } ?? "–",
                    String(feed.head), String(feed.applied),
                    String(feed.headID.prefix(Self.idDigitsShown)), ByteCount.text(feed.bytes),
                    feed.stateReason.map { "\(state): \($0)" } ?? state,
                    ChinaTime.text(feed.lastAt),
                ]
            }
        )
    }
}
