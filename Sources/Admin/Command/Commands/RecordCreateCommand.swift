import Admin
import ArgumentParser

struct RecordCreateCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "create",
            abstract: HelpLanguage.say("登记一条记录。", "Makes a record."),
            discussion: HelpLanguage.say(
                """
                各项名称见 record kinds 种类。另有专门命令的种类（如文件、回复）请用其命令。

                EXAMPLES
                  cast-admin record create KIND --set title=… --set-file plan=plan.txt
                  cast-admin record create KIND --set partners=甲 --set partners=乙 --attach files=方案.pdf
                """,
                """
                What the fields are called says record kinds KIND. Kinds with a command of their own, \
                like directives and replies, are written by that.

                EXAMPLES
                  cast-admin record create KIND --set title=… --set-file plan=plan.txt
                  cast-admin record create KIND --set partners=A --set partners=B --attach files=plan.pdf
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var kind: KindArgument
    @OptionGroup var fields: FieldOptions

    @Option(
        help: .said(
            "编号；多数种类可省略，默认随机。",
            "The id; of most kinds it may be left out (default: random).",
            valueName: "id"
        )
    )
    var id: String?

    @Option(
        help: .said(
            "记录所属单位（默认本单位）。",
            "The office to which it belongs (default: the node's own).",
            valueName: "id"
        )
    )
    var office: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let kind = try self.kind.code
        let owner = try self.office.map { try Check.filled($0, " --office ", "--office") }
        try self.fields.check()
        let answer = try await context.withOffice(self.global) { office in
            let detail = try await KindArgument.detail(kind, office, by: caller)
            // An id of our own makes a second attempt the same record.
            let id = self.id ?? (detail?.key == "drawn" ? context.makeIdentifier() : nil)
            let draft = RecordDraft(
                id: id,
                office: owner,
                fields: try await self.fields.drafts(of: detail, office, screen)
            )
            do {
                return try await office.create(kind, draft, by: caller)
            } catch let error as APIError {
                throw id.map { error.tellingRepeat(with: $0) } ?? error
            }
        }
        try screen.show(answer) {
            let id = answer.ids.first ?? ""
            return AcknowledgementText.text(
                answer,
                done: Phrase("已登记 \(id)", "Made \(id)"),
                on: screen
            )
        }
        return .success
    }
}
