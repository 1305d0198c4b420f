import Admin
import ArgumentParser

/// The program `cast-node`: one office's node.
struct CastNode: ParsableCommand {
    static let version = "0.1.0"

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "cast-node",
            abstract: HelpLanguage.say(
                "单位同步节点。",
                "One office's node of the association's sync system."
            ),
            discussion: HelpLanguage.say(
                """
                EXAMPLES
                  cast-node init --data-dir /var/lib/cast --office 100000 --name 中国科协
                  cast-node enroll --data-dir /var/lib/cast --token cast1-…
                  cast-node run --data-dir /var/lib/cast

                退出码
                  0 完成，64 用法错误，65 数据被拒绝，66 找不到，69 连不上，70 内部错误，
                  74 磁盘写不出，77 没有权限，78 配置错误
                """,
                """
                EXAMPLES
                  cast-node init --data-dir /var/lib/cast --office 100000 --name 中国科协
                  cast-node enroll --data-dir /var/lib/cast --token cast1-…
                  cast-node run --data-dir /var/lib/cast

                EXIT CODES
                  0 done, 64 wrong use, 65 data refused, 66 not found, 69 not reachable, 70 internal fault,
                  74 disk cannot be written, 77 not permitted, 78 wrong configuration
                """
            ),
            version: Self.version,
            subcommands: [
                InitCommand.self, EnrollCommand.self, MoveCommand.self, RunCommand.self,
                ConsoleLinkCommand.self,
                ConfigCommand.self, RebuildCommand.self, RecoverCommand.self, RestoreCommand.self,
            ]
        )
    }

    @OptionGroup var language: LanguageOption
}
