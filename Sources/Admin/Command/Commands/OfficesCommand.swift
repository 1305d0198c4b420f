import Admin
import ArgumentParser

struct OfficesCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "offices",
            abstract: HelpLanguage.say(
                "列出各单位及同步情况。",
                "Lists the offices and how far each is in step."
            ),
            discussion: """
                EXAMPLES
                  cast-admin offices
                  cast-admin offices --below 510000 --troubled
                  cast-admin offices --search 成都 --limit 20 --json --lang en
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var chosen: SubtreeOptions

    @Flag(
        help: .said(
            "只列需要关注的单位：离线（或被拒绝）、落后、没有消息，或疑有副本。",
            "Only those that somebody should look after: offline or refused, behind, not heard of, or with a copy that runs."
        )
    )
    var troubled = false

    @Option(
        help: .said(
            "只列处于此同步状态的单位，或需要关注的单位。",
            "Only offices in this sync state, or those that somebody should look after.",
            valueName: "state|attention"
        )
    )
    var state: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        guard !self.troubled || self.state == nil else {
            throw UsageFailure("--troubled 与 --state 只能用一个", "use either --troubled or --state")
        }
        let request = try self.page.request()
        let query = OfficeQuery(
            search: try self.chosen.checkedSearch,
            state: self.troubled
                ? OfficeQuery.attention
                : try self.state.map { try Check.filled($0, " --state ", "--state") },
            under: try self.chosen.checkedBelow
        )
        let list = try await context.withOffice(self.global) {
            try await $0.offices(query, request, by: self.global.caller())
        }
        try screen.show(list) { Self.text(list, query, on: screen) }
        return .success
    }

    private static func text(
        _ list: OfficeList,
        _ query: OfficeQuery,
        on screen: Screen
    ) -> String {
        let nothing =
            query == OfficeQuery()
            ? Phrase("还没有单位。", "No offices yet.")
            : Phrase("没有符合条件的单位。", "No office meets these conditions.")
        let page = Page(items: list.items, total: list.total, next: list.next)
        return screen.list(page, title: Phrase("单位", "Offices"), empty: nothing) { offices in
            Table(
                [
                    .text("编号", "Id"), .text("名称", "Name"), .text("级别", "Level"),
                    .text("同步", "Sync"), .text("最近收到", "Last heard"),
                    .figure("名额", "Places"), .figure("源", "Feeds"), .figure("变更", "Changes"),
                ],
                rows: offices.map { office in
                    let away = offices.first { $0.id == office.cutOffBehind }
                    let name = away.map { screen.say($0.name, $0.nameEnglish ?? $0.name) }
                    return Self.row(office, behind: name ?? office.cutOffBehind, on: screen)
                }
            )
        }
    }

    /// - Parameter behind: what the office is called behind which it is cut off.
    private static func row(
        _ office: OfficeSummary,
        behind: String?,
        on screen: Screen
    ) -> [String] {
        // The tree shows by indentation: one step a level.
        let indent = String(repeating: "  ", count: max(0, office.path.count - 1))
        return [
            indent + office.id,
            screen.say(office.name, office.nameEnglish ?? office.name)
                + (office.movedTo.map { " → " + $0.joined(separator: ", ") } ?? "")
                + (office.caseTwins.map { " (\(screen.say(Words.caseTwins($0))))" } ?? ""),
            screen.say(Words.level(office.level)),
            screen.say(
                Words.sync(office.syncState, toSend: office.behindChanges, behind: behind)
            ) + Self.copySeen(office, on: screen),
            screen.say(ChinaTime.ago(office.lastHeardAt, now: screen.now)),
            Words.places(office.placesUsed, of: office.places),
            String(office.feeds),
            String(office.changes),
        ]
    }

    private static func copySeen(_ office: OfficeSummary, on screen: Screen) -> String {
        office.copySeenAt == nil ? "" : screen.say("；", "; ") + screen.say(Words.copySeen)
    }
}
