import Admin
import ArgumentParser

struct RecordEditCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edit",
            abstract: HelpLanguage.say("修改一条记录。", "Changes a record."),
            discussion: HelpLanguage.say(
                """
                先用 record show 查看，并把其中的“所见版本”写在 --seen；所改的项在查看之后又有变化的，不会写入。

                EXAMPLES
                  cast-admin record edit KIND ID --seen 3f9a12bc --set title=…
                  cast-admin record edit KIND ID --seen 3f9a12bc --clear due
                """,
                """
                Look first with record show, and give what it calls “seen” as --seen: a field that has \
                changed since then is not written over.

                EXAMPLES
                  cast-admin record edit KIND ID --seen 3f9a12bc --set title=…
                  cast-admin record edit KIND ID --seen 3f9a12bc --clear due
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var record: RecordOptions
    @OptionGroup var seen: SeenOption
    @OptionGroup var fields: FieldOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let place = try self.record.place
        guard !self.fields.isEmpty else {
            throw UsageFailure(
                "请用 --set、--set-file、--attach 或 --clear 写明要改什么",
                "say what to change with --set, --set-file, --attach or --clear"
            )
        }
        try self.fields.check()
        let answer = try await context.withOffice(self.global) { office in
            let shown = try await office.record(place, by: caller)
            let draft = RecordFieldsDraft(
                revision: try RevisionMark.expect(self.seen.seen, of: shown),
                fields: try await self.fields.drafts(
                    of: try await KindArgument.detail(place.kind, office, by: caller),
                    office,
                    screen
                )
            )
            return try await office.amend(place, draft, by: caller)
        }
        try screen.show(answer) {
            AcknowledgementText.text(answer, done: Phrase("已修改", "Changed"), on: screen)
        }
        return .success
    }
}
