import Admin
import ArgumentParser

struct FloorListCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: HelpLanguage.say(
                "列出适用于本单位的版本下限。",
                "Lists the version floors that hold here."
            ),
            discussion: """
                EXAMPLES
                  cast-admin floor list
                  cast-admin floor list --json
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let floors = try await context.withOffice(self.global) {
            try await $0.versionFloors(by: self.global.caller())
        }
        try screen.show(floors) { Self.text(floors, on: screen) }
        return .success
    }

    private static func text(_ floors: [VersionFloorSummary], on screen: Screen) -> String {
        guard !floors.isEmpty else {
            return screen.say("没有版本下限。", "There are no version floors.") + "\n"
        }
        let table = Table(
            [
                .text("种类", "Kind"), .figure("下限", "Floor"), .figure("本节点", "This node"),
                .text("设定单位", "Set by"), .text("可否填写", "May write"),
            ],
            rows: floors.map { floor in
                [
                    floor.name ?? String(floor.kind), String(floor.version),
                    floor.ownVersion.map(String.init) ?? "—", floor.setBy,
                    screen.say(Self.standing(floor)),
                ]
            }
        )
        return table.rendered(in: screen.language)
    }

    private static func standing(_ floor: VersionFloorSummary) -> Phrase {
        guard let own = floor.ownVersion else { return Phrase("不认识", "unknown here") }
        return own >= floor.version ? Phrase("可以", "yes") : Phrase("须先升级程序", "not before an update")
    }
}
