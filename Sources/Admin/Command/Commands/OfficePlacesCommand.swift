import Admin
import ArgumentParser
import PlainText

struct OfficePlacesCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "places",
            abstract: HelpLanguage.say("核给下级名额。", "Grants places for the offices below one."),
            discussion: HelpLanguage.say(
                """
                名额是一个单位之下最多可有多少个单位，各级合计。在其上级单位的节点上执行。未核给的按级别：省级 20000、市级 5000、县级与学会 500；总部不限。减少名额不影响已有的单位。

                EXAMPLES
                  cast-admin office places 510104 2000
                  cast-admin office places 510104 --default
                """,
                """
                The places are how many offices may stand below one, all levels together. Said at the node \
                of its parent. Without a grant they follow its level: a province 20000, a city 5000, a \
                county or society 500, headquarters without bound. Fewer places take no office away.

                EXAMPLES
                  cast-admin office places 510104 2000
                  cast-admin office places 510104 --default
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("单位：代码或路径。", "The office: its id or path.", valueName: "office"))
    var office: String

    @Argument(help: .said("名额，0 到 1000000。", "How many, 0 to 1000000.", valueName: "number"))
    var places: String?

    @Flag(
        name: .customLong("default"),
        help: .said("改回按级别确定。", "As many as its level gives it, as before any grant.")
    )
    var byDefault = false

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        guard (self.places == nil) == self.byDefault else {
            throw UsageFailure("请写出名额或 --default，只写其一", "give a number or --default, one of them")
        }
        let draft = OfficePlacesDraft(
            office: try Check.filled(self.office, "单位编号", "the office's id"),
            places: try self.places.map { text throws(UsageFailure) in try Self.number(text) }
        )
        let answer = try await context.withOffice(self.global) {
            try await $0.grant(draft, by: caller)
        }
        try screen.show(answer) {
            AcknowledgementText.text(
                answer,
                done: Phrase("名额已登记", "The places are in the roster"),
                on: screen
            )
        }
        return .success
    }

    private static func number(_ text: String) throws(UsageFailure) -> Int64 {
        guard let number = (try? DecimalSpelling.canonical(text)).flatMap({ Int64($0) }),
            (0...OfficePlacesDraft.placesMax).contains(number)
        else {
            throw UsageFailure(
                "名额是 0 到 \(OfficePlacesDraft.placesMax) 的整数，不能是“\(text)”",
                "the places are a whole number from 0 to \(OfficePlacesDraft.placesMax), not “\(text)”"
            )
        }
        return number
    }
}
