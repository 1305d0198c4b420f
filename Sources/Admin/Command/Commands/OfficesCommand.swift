import Admin
import ArgumentParser

struct OfficesCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "offices",
        abstract: "Lists the offices and how far each is in step. 列出各单位及同步情况。",
        discussion: """
            EXAMPLES
              cast-admin offices
              cast-admin offices --json --lang en
            """
    )

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = try context.screen(self.global)
        let offices = try await context.withOffice(self.global) { try await $0.offices() }
        try screen.show(offices) { Self.text(offices, on: screen) }
        return .success
    }

    private static func text(_ offices: [OfficeSummary], on screen: Screen) -> String {
        guard !offices.isEmpty else {
            return screen.say("还没有单位。", "No offices yet.") + "\n"
        }
        let heading = screen.say("单位（共 \(offices.count)）", "Offices (\(offices.count))")
        let table = Table(
            [
                .text("编号", "Id"), .text("名称", "Name"), .text("级别", "Level"),
                .text("同步", "Sync"), .text("最近收到", "Last heard"),
                .figure("源", "Feeds"), .figure("变更", "Changes"),
            ],
            rows: offices.map { Self.row($0, on: screen) }
        )
        return heading + "\n" + table.rendered(in: screen.language)
    }

    private static func row(_ office: OfficeSummary, on screen: Screen) -> [String] {
        // The tree shows by indentation: one step a level.
        let indent = String(repeating: "  ", count: max(0, office.path.count - 1))
        return [
            indent + office.id,
            screen.say(office.name, office.nameEnglish ?? office.name)
                + (office.movedTo.map { " → " + $0.joined(separator: ", ") } ?? ""),
            screen.say(Words.level(office.level)),
            screen.say(Words.sync(office.syncState, behind: office.behindChanges)),
            screen.say(ChinaTime.ago(office.lastHeardAt, now: screen.now)),
            String(office.feeds),
            String(office.changes),
        ]
    }
}
