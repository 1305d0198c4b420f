import Admin
import ArgumentParser
import Decision
import SyncProtocol

/// Joins a tree with an invitation.
struct EnrollCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "enroll",
            abstract: HelpLanguage.say(
                "凭上级邀请码加入。",
                "Joins a tree with an invitation from the office above."
            ),
            discussion: HelpLanguage.say(
                """
                邀请码由上级单位用 cast-admin invite 签发，只能用一次，最长 24 小时有效。

                EXAMPLES
                  cast-node enroll --data-dir /var/lib/cast --token cast1-…
                  cast-node enroll --token-file invitation.txt
                """,
                """
                The office above makes the invitation with cast-admin invite. It works once and for at \
                most 24 hours.

                EXAMPLES
                  cast-node enroll --data-dir /var/lib/cast --token cast1-…
                  cast-node enroll --token-file invitation.txt
                """
            )
        )
    }

    @OptionGroup var data: DataFolderOption
    @OptionGroup var address: AddressOptions
    @OptionGroup var invitation: InvitationOptions
    @OptionGroup var language: LanguageOption

    func run(in context: NodeContext) async throws -> ExitStatus {
        let joining = try self.prepared(in: context)
        let outcome = try await joining.run(now: context.now())
        try self.finish(outcome, joining.token, in: context)
        return .success
    }

    private func prepared(in context: NodeContext) throws -> Joining {
        try self.address.check()
        try Release.checkClock(context.now())
        let token = try self.invitation.token(now: context.now())
        let dataFolder = self.data.folder(in: context)
        try DurableFile.createFolder(dataFolder)
        guard !IdentityFolder(dataFolder: dataFolder).isComplete else {
            throw NodeFailure.alreadySetUp(dataFolder)
        }
        try context.say(
            "正在向 \(token.parentHost):\(token.parentPort) 申请加入 \(token.path) …",
            "Joining as \(token.path) at \(token.parentHost):\(token.parentPort) …"
        )
        return Joining(token: token, dataFolder: dataFolder, suites: context.suites)
    }

    /// The credentials are written last: they say that the office is complete.
    private func finish(
        _ outcome: Joining.Outcome,
        _ token: EnrolmentToken,
        in context: NodeContext
    ) throws {
        let dataFolder = self.data.folder(in: context)
        try self.address.write(dataFolder: dataFolder)
        let folder = IdentityFolder(dataFolder: dataFolder)
        try folder.saveParent(token.parentAddress)
        try folder.saveCredentials(outcome.identity.chain.encoded())
        try context.say(
            "已加入：\(outcome.name)（\(token.path)）。启动：cast-node run --data-dir \(dataFolder)",
            "Joined as \(outcome.name) (\(token.path)). Start it: cast-node run --data-dir \(dataFolder)"
        )
    }
}
