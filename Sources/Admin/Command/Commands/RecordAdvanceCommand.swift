import Admin
import ArgumentParser

struct RecordAdvanceCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "advance",
            abstract: HelpLanguage.say(
                "把一条记录办理到下一步，或重新打开。",
                "Takes a record to a further step, or opens it again."
            ),
            discussion: HelpLanguage.say(
                """
                可办理到的步骤见 record show；须一并填写的项用 --set 等写明。

                EXAMPLES
                  cast-admin record advance KIND ID reported --seen 3f9a12bc
                  cast-admin record advance KIND ID reported --seen 3f9a12bc --set-file plan=plan.txt
                """,
                """
                Where a record can go says record show; what has to be filled in on the way comes \
                with --set and the like.

                EXAMPLES
                  cast-admin record advance KIND ID reported --seen 3f9a12bc
                  cast-admin record advance KIND ID reported --seen 3f9a12bc --set-file plan=plan.txt
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var record: RecordOptions

    @Argument(help: .said("步骤。", "The step.", valueName: "step"))
    var step: String

    @OptionGroup var seen: SeenOption
    @OptionGroup var fields: FieldOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let place = try self.record.place
        let step = try Check.filled(self.step, "步骤", "the step")
        try self.fields.check()
        let answer = try await context.withOffice(self.global) { office in
            let shown = try await office.record(place, by: caller)
            let fields = try await self.fields.drafts(
                of: try await KindArgument.detail(place.kind, office, by: caller),
                office,
                screen
            )
            let draft = RecordStepDraft(
                revision: try RevisionMark.expect(self.seen.seen, of: shown),
                step: step,
                fields: fields.isEmpty ? nil : fields
            )
            return try await office.advance(place, draft, by: caller)
        }
        try screen.show(answer) {
            AcknowledgementText.text(
                answer,
                done: Phrase("已办理到 \(step)", "Taken to \(step)"),
                on: screen
            )
        }
        return .success
    }
}
