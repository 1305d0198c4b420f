import Admin
import ArgumentParser
import PlainText

struct RecordKindsCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kinds",
            abstract: HelpLanguage.say(
                "列出记录种类，或一种记录的各项和办理步骤。",
                "Lists the kinds of records, or the fields and steps of one."
            ),
            discussion: """
                EXAMPLES
                  cast-admin record kinds
                  cast-admin record kinds reply
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("记录种类。", "The kind.", valueName: "kind"))
    var kind: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let kinds = try await context.withOffice(self.global) {
            try await $0.recordKinds(by: caller)
        }
        guard let code = self.kind else {
            try screen.show(kinds) { screen.rendered(Self.table(kinds, on: screen)) }
            return .success
        }
        guard let kind = kinds.first(where: { $0.code == code }) else {
            let codes = kinds.map(\.code).joined(separator: ", ")
            throw APIError(
                .notFound,
                chinese: "没有种类为“\(code)”的记录",
                english: "there is no kind of record “\(code)”",
                field: "kind",
                rule: "kind",
                hintChinese: "种类有：\(codes)",
                hintEnglish: "the kinds are \(codes)"
            )
        }
        try screen.show(kind) { Self.text(kind, on: screen) }
        return .success
    }

    private static func table(_ kinds: [RecordKindDetail], on screen: Screen) -> Table {
        Table(
            [
                .text("种类", "Kind"), .text("名称", "Name"), .text("空间", "Space"),
                .text("如何填写", "Written by"),
            ],
            rows: kinds.map { kind in
                [
                    kind.code, screen.say(kind.name), kind.space,
                    kind.command.map { "cast-admin \($0)" } ?? "cast-admin record create",
                ]
            }
        )
    }

    private static func text(_ kind: RecordKindDetail, on screen: Screen) -> String {
        var head = Fields()
        head.add("种类", "Kind", kind.code)
        head.add("名称", "Name", kind.name)
        head.add("空间", "Space", kind.space)
        head.add("编号", "Id", kind.key)
        if let command = kind.command { head.add("命令", "Command", "cast-admin \(command)") }
        var text = head.rendered(in: screen.language) + "\n"
        text += screen.rendered(Self.fields(kind, on: screen))
        guard !kind.steps.isEmpty else { return text }
        return text + "\n" + screen.rendered(Self.steps(kind, on: screen))
    }

    private static func fields(_ kind: RecordKindDetail, on screen: Screen) -> Table {
        Table(
            [
                .text("项目", "Field"), .text("名称", "Name"), .text("合并", "Merges"),
                .text("内容", "Content"), .text("填写", "Filled in"),
            ],
            rows: kind.fields.map { field in
                let words = field.words?.map(\.code).joined(separator: "|")
                return [
                    field.code, screen.say(field.name), field.merge.rawValue,
                    words ?? field.content.rawValue, Self.filled(field, on: screen),
                ]
            }
        )
    }

    private static func filled(_ field: RecordKindField, on screen: Screen) -> String {
        guard field.isEntered else { return screen.say("由节点", "by the node") }
        if field.isRequired { return screen.say("必填", "required") }
        guard let step = field.requiredFrom else { return screen.say("选填", "optional") }
        return screen.say("自 \(step) 起必填", "required from \(step) on")
    }

    private static func steps(_ kind: RecordKindDetail, on screen: Screen) -> Table {
        Table(
            [
                .text("步骤", "Step"), .text("名称", "Name"), .text("来自", "From"),
                .text("由谁办理", "Taken by"),
            ],
            rows: kind.steps.map { step in
                let first = step.isFirst ? [screen.say("新建", "new")] : []
                return [
                    step.step.code, screen.say(step.step.name),
                    (first + step.from).joined(separator: ", "),
                    step.roles.map { Self.role($0, on: screen) }.joined(separator: ", "),
                ]
            }
        )
    }

    private static func role(_ code: String, on screen: Screen) -> String {
        Role(rawValue: code).map { screen.say($0.chinese, $0.english) } ?? code
    }
}
