import Admin
import ArgumentParser

struct ReceiptSignCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sign",
            abstract: HelpLanguage.say("签收一份文件。", "Signs for a directive that has arrived."),
            discussion: """
                EXAMPLES
                  cast-admin receipt sign 科协发学字〔2015〕60号 --user 张三
                  cast-admin receipt sign 成科协发〔2018〕13号 --office 510100-S01
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("文号或编号。", "文号 or id.", valueName: "directive"))
    var reference: String

    @Option(
        help: .said(
            "签收的单位（默认本单位）。",
            "The office that signs (default: the node's own).",
            valueName: "id"
        )
    )
    var office: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let draft = ReceiptDraft(
            directive: try Check.directive(self.reference),
            office: try self.office.map { try Check.filled($0, " --office ", "--office") }
        )
        let answer = try await context.withOffice(self.global) {
            try await $0.sign(draft, by: caller)
        }
        let name = AcknowledgementText.name(answer, typed: draft.directive)
        try screen.show(answer) {
            AcknowledgementText.text(
                answer,
                done: Phrase("已签收 \(name)", "Signed for \(name)"),
                on: screen
            )
        }
        return .success
    }
}
