import Admin
import ArgumentParser
import PlainText

struct InviteCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "invite",
            abstract: HelpLanguage.say(
                "邀请下级单位加入。",
                "Makes a single-use token for a new office below."
            ),
            discussion: HelpLanguage.say(
                """
                令牌只给出这一次。加 --output 时写入只有您能读的新文件，不再显示。请通过他人读不到的途径转交；新节点用 cast-node enroll 加入。

                EXAMPLES
                  cast-admin invite 510100 --name 成都市科学技术协会 --level city
                  cast-admin invite 510100 --name 成都市科学技术协会 --level city --valid-hours 2
                  cast-admin invite 510100 --name 成都市科学技术协会 --level city --output chengdu.invitation
                """,
                """
                The token is told this once. With --output it goes into a new file that only you may \
                read, and is not shown. Hand it over by a way that nobody else can read; the new node \
                joins with cast-node enroll.

                EXAMPLES
                  cast-admin invite 510100 --name 成都市科学技术协会 --level city
                  cast-admin invite 510100 --name 成都市科学技术协会 --level city --valid-hours 2
                  cast-admin invite 510100 --name 成都市科学技术协会 --level city --output chengdu.invitation
                """
            )
        )
    }

    private static let hours = 1...24

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("新单位的代码。", "The new office's id.", valueName: "office"))
    var office: String

    @Option(help: .said("中文名称。", "Its Chinese name.", valueName: "text"))
    var name: String

    @Option(
        name: .customLong("name-en"),
        help: .said("英文名称。", "Its English name.", valueName: "text")
    )
    var nameEnglish: String?

    @Option(
        help: .said(
            "级别：\(LevelWord.names())。",
            "Its level: \(LevelWord.codes()).",
            valueName: "level"
        )
    )
    var level: String

    @Option(
        name: .customLong("valid-hours"),
        help: .said("可用多久，1 到 24 小时。", "How long it may be used, 1 to 24 hours.", valueName: "n")
    )
    var validHours = 24

    @Flag(
        help: .said(
            "更改已有单位的名称和级别。",
            "Change the name and level of an office that exists with others."
        )
    )
    var rename = false

    @Option(
        help: .said("令牌写入何处，尚不存在的文件。", "Where to put the token; not there yet.", valueName: "file")
    )
    var output: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        guard Self.hours.contains(self.validHours) else {
            throw UsageFailure(
                "--valid-hours 要在 1 到 24 之间",
                "--valid-hours is between 1 and 24"
            )
        }
        let draft = InvitationDraft(
            office: try Check.filled(self.office, "单位编号", "the office's id"),
            name: try Check.filled(self.name, " --name ", "--name"),
            nameEnglish: self.nameEnglish,
            level: try Check.level(self.level, of: LevelWord.all),
            validHours: self.validHours,
            rename: self.rename ? true : nil
        )
        guard let output = self.output else {
            let invitation = try await self.invited(draft, by: caller, in: context)
            try screen.show(invitation) { Self.text(invitation, on: screen) }
            return .success
        }
        let file = try SecretFile(at: output)
        let invitation = try await self.invited(draft, by: caller, in: context)
        try file.keep(invitation.token)
        let kept = KeptInvitation(invitation, file: output)
        try screen.show(kept) { kept.text(in: screen.language) }
        return .success
    }

    private func invited(
        _ draft: InvitationDraft,
        by caller: Caller,
        in context: CommandContext
    ) async throws -> Invitation {
        try await context.withOffice(self.global) { try await $0.invite(draft, by: caller) }
    }

    private static func text(_ invitation: Invitation, on screen: Screen) -> String {
        var fields = Fields()
        fields.add("单位", "Office", invitation.office)
        fields.add("令牌", "Token", invitation.token)
        fields.add("有效至", "Valid until", ChinaTime.zoned(invitation.expiresAt))
        return fields.rendered(in: screen.language)
            + screen.say(
                "令牌只显示这一次，只能用一次。",
                "The token is shown only this once and can be used only once."
            ) + "\n"
    }
}

/// An invitation whose token lies in a file, and so is not shown.
private struct KeptInvitation: Encodable {
    let office: String
    let file: String
    /// UTC milliseconds.
    let expiresAt: Int64

    init(_ invitation: Invitation, file: String) {
        self.office = invitation.office
        self.file = file
        self.expiresAt = invitation.expiresAt
    }

    func text(in language: Language) -> String {
        var fields = Fields()
        fields.add("单位", "Office", self.office)
        fields.add("令牌文件", "Token in", self.file)
        fields.add("有效至", "Valid until", ChinaTime.zoned(self.expiresAt))
        return fields.rendered(in: language)
            + Phrase("令牌只能用一次，请妥善转交。", "The token can be used only once. Hand it over with care.")
            .said(in: language) + "\n"
    }
}
