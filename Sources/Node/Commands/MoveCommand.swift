import Admin
import ArgumentParser
import Foundation
import SyncProtocol

/// Takes a node along when its office gets another place in the tree.
struct MoveCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "move",
            abstract: HelpLanguage.say(
                "本单位改隶、更名后迁移节点。",
                "Moves this node's office to another place in the tree."
            ),
            discussion: HelpLanguage.say(
                """
                先由新旧位置共同的上级登记（cast-admin office move），再由新上级签发邀请码（cast-admin invite）。
                节点须已停止。以往写入的内容仍可查阅；此后节点在新位置写入，并连接签发邀请码的单位。配置不会被改动：
                link.parent 或 link.also 仍指向旧位置的单位时，不作任何迁移。中断后可以重新执行。

                EXAMPLES
                  cast-node move --data-dir /var/lib/cast --token cast1-…
                  cast-node move --data-dir /var/lib/cast --token-file invitation.txt --new-key
                """,
                """
                The office above both places says so first (cast-admin office move), then the new parent \
                makes an invitation (cast-admin invite). The node must be stopped. What was written \
                before stays readable; from now on the node writes at its new place and dials the office \
                that invited it. Settings are not changed: while link.parent or link.also name offices \
                of the former place, nothing is moved. May be repeated after an interruption.

                EXAMPLES
                  cast-node move --data-dir /var/lib/cast --token cast1-…
                  cast-node move --data-dir /var/lib/cast --token-file invitation.txt --new-key
                """
            )
        )
    }

    @OptionGroup var data: DataFolderOption
    @OptionGroup var invitation: InvitationOptions
    @OptionGroup var language: LanguageOption

    @Flag(help: .said("更换签名密钥。", "Take a new signing key instead of the present one."))
    var newKey = false

    func run(in context: NodeContext) async throws -> ExitStatus {
        try Release.checkClock(context.now())
        let dataFolder = self.data.folder(in: context)
        let relocation = Relocation(dataFolder: dataFolder, suites: context.suites)
        if !relocation.isPrepared {
            guard relocation.hasIdentity else {
                throw NodeFailure(
                    .notFound,
                    "\(dataFolder) 中没有单位；请先用 cast-node enroll 加入",
                    "there is no office in \(dataFolder); join with cast-node enroll first"
                )
            }
            let token = try self.invitation.token(now: context.now())
            try relocation.checkSettings(token, environment: context.environment)
            try context.say(
                "正在向 \(token.parentHost):\(token.parentPort) 申请迁往 \(token.path) …",
                "Moving to \(token.path) at \(token.parentHost):\(token.parentPort) …"
            )
            try await relocation.prepare(token, takesNewKey: self.newKey, now: context.now())
        }
        try relocation.checkSettings(nil, environment: context.environment)
        let outcome = try await relocation.carryOut(now: context.now())
        try context.say(
            "已迁移：\(outcome.old) → \(outcome.new)。启动：cast-node run --data-dir \(dataFolder)",
            "Moved: \(outcome.old) → \(outcome.new). Start it: cast-node run --data-dir \(dataFolder)"
        )
        if !outcome.isDeclared {
            try context.say(
                "注意：本节点尚未收到上级关于此次迁移的登记；在共同上级运行 cast-admin office 之前，新上级收不到以往的报送内容。",
                "Note: no office above has said so yet, as far as this node knows. Until cast-admin office is run there, the new offices above do not get the earlier reports."
            )
        }
        return .success
    }
}
