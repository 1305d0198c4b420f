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
                  cast-admin offices --state attention
                  cast-admin offices --search 成都 --json --lang en
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Option(
        help: .said(
            "只列代码或名称中含有这些字的单位。",
            "Only offices whose id or name has this in it.",
            valueName: "text"
        )
    )
    var search: String?

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
        let query = OfficeQuery(
            search: try self.search.map { try Check.filled($0, " --search ", "--search") },
            state: try self.state.map { try Check.filled($0, " --state ", "--state") }
        )
        let offices = try await context.withOffice(self.global) { try await $0.offices(query) }
        try screen.show(offices) { Self.text(offices, query, on: screen) }
        return .success
    }

    private static func text(
        _ offices: [OfficeSummary],
        _ query: OfficeQuery,
        on screen: Screen
    ) -> String {
        guard !offices.isEmpty else {
            let nothing =
                query == OfficeQuery()
                ? Phrase("还没有单位。", "No offices yet.")
                : Phrase("没有符合条件的单位。", "No office meets these conditions.")
            return screen.say(nothing) + "\n"
        }
        let heading = screen.say("单位（共 \(offices.count)）", "Offices (\(offices.count))")
        let table = Table(
            [
                .text("编号", "Id"), .text("名称", "Name"), .text("级别", "Level"),
                .text("同步", "Sync"), .text("最近收到", "Last heard"),
                .figure("源", "Feeds"), .figure("变更", "Changes"),
            ],
            rows: offices.map { office in
                let away = offices.first { $0.id == office.cutOffBehind }
                let name = away.map { screen.say($0.name, $0.nameEnglish ?? $0.name) }
                return Self.row(office, behind: name ?? office.cutOffBehind, on: screen)
            }
        )
        return heading + "\n" + table.rendered(in: screen.language)
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
            String(office.feeds),
            String(office.changes),
        ]
    }

    private static func copySeen(_ office: OfficeSummary, on screen: Screen) -> String {
        office.copySeenAt == nil ? "" : screen.say("；", "; ") + screen.say(Words.copySeen)
    }
}
