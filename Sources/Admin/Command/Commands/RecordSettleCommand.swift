import Admin
import ArgumentParser
import PlainText

struct RecordSettleCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "settle",
            abstract: HelpLanguage.say(
                "裁定并存的内容，写明以何为准。",
                "Settles what is at odds in a record: says what holds."
            ),
            discussion: HelpLanguage.say(
                """
                先用 record show 查看，并把其中的“所见版本”写在 --seen；查看之后又有变化的，不会写入。

                EXAMPLES
                  cast-admin record settle reply 科协发学字〔2015〕60号 --seen 3f9a12bc --take text=2
                  cast-admin record settle figures 2018Q2 --seen 3f9a12bc --set funding.fiscal=350000.50
                """,
                """
                Look first with record show, and give what it calls “seen” as --seen: what has changed \
                since then is not written over.

                EXAMPLES
                  cast-admin record settle reply 科协发学字〔2015〕60号 --seen 3f9a12bc --take text=2
                  cast-admin record settle figures 2018Q2 --seen 3f9a12bc --set funding.fiscal=350000.50
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var record: RecordOptions

    @OptionGroup var seen: SeenOption

    @Option(
        help: .said(
            "以第几项为准，如 text=2；可重复。",
            "Take the value of this number, like text=2; may be repeated.",
            valueName: "field=n"
        )
    )
    var take: [String] = []

    @OptionGroup var typed: FieldOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let place = try self.record.place
        guard !self.take.isEmpty || !self.typed.isEmpty else {
            throw UsageFailure(
                "请用 --take 或 --set 写明以何为准",
                "say what holds with --take or --set"
            )
        }
        try self.typed.check()
        let answer = try await context.withOffice(self.global) { office in
            let shown = try await office.record(place, by: caller)
            let typed = try await self.typed.drafts(
                of: try await KindArgument.detail(place.kind, office, by: caller),
                office,
                screen
            )
            let draft = RecordFieldsDraft(
                revision: try RevisionMark.expect(self.seen.seen, of: shown),
                fields: try self.taken(of: shown).merging(typed) { _, _ in
                    throw UsageFailure("同一项不能既取又写", "a field is either taken or typed")
                }
            )
            return try await office.settle(place, draft, by: caller)
        }
        try screen.show(answer) {
            AcknowledgementText.text(answer, done: Phrase("已裁定", "Settled"), on: screen)
        }
        return .success
    }

    private func taken(of shown: RecordDetail) throws -> [String: RecordValueDraft] {
        var fields: [String: RecordValueDraft] = [:]
        for entry in self.take {
            let argument = try FieldArgument(entry, option: "--take")
            let (code, text) = (argument.code, argument.text)
            guard let field = shown.fields.first(where: { $0.code == code }) else {
                throw UsageFailure(
                    "该记录没有“\(code)”一项",
                    "the record has no field “\(code)”"
                )
            }
            guard let number = Int(text), field.entries.indices.contains(number - 1),
                let change = field.entries[number - 1].change
            else {
                throw UsageFailure(
                    "“\(code)”有 \(field.entries.count) 项，没有第 \(text) 项",
                    "“\(code)” has \(EnglishCount.text(field.entries.count, "value")), none of number \(text)"
                )
            }
            guard fields.updateValue(.of(change), forKey: code) == nil else {
                throw FieldArgument.twice(code)
            }
        }
        return fields
    }
}
