import Admin
import ArgumentParser

/// The program `cast-admin`: what an office's people do from a terminal.
struct CastAdmin: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "cast-admin",
            abstract: HelpLanguage.say("操作本单位的节点。", "Works with an office's node."),
            discussion: HelpLanguage.say(
                """
                节点由数据文件夹（--data-dir、$CAST_DATA_DIR、./data）或 --node 与 --token-file 确定。

                EXAMPLES
                  cast-admin status --data-dir /var/lib/cast
                  cast-admin directive list --lang zh
                  cast-admin dashboard --period 2018Q2 --json

                退出码
                  0 完成，1 核验发现问题，64 用法错误，65 数据被拒绝，66 找不到，
                  69 连不上节点，70 内部错误，74 写不出结果，75 繁忙，77 没有权限
                """,
                """
                The node is found through its data folder (--data-dir, $CAST_DATA_DIR, ./data), or by \
                --node and --token-file.

                EXAMPLES
                  cast-admin status --data-dir /var/lib/cast
                  cast-admin directive list --lang zh
                  cast-admin dashboard --period 2018Q2 --json

                EXIT CODES
                  0 done, 1 verify found problems, 64 wrong use, 65 data refused, 66 not found,
                  69 node not reachable, 70 internal fault, 74 output failed, 75 busy, 77 not permitted
                """
            ),
            version: "0.1.0",
            subcommands: [
                StatusCommand.self, OfficesCommand.self, DirectiveCommand.self, ReceiptCommand.self,
                ReplyCommand.self, ReportCommand.self, IndicatorCommand.self, DashboardCommand.self,
                FeedsCommand.self,
                LinksCommand.self, QuarantineCommand.self, VerifyCommand.self, EventsCommand.self,
                AuditCommand.self, RecordCommand.self, ConflictsCommand.self,
                InviteCommand.self, HostCommand.self, UnknownCommand.self, FloorCommand.self,
                ReorganiseCommand.self, AttachmentCommand.self, BackupCommand.self,
            ]
        )
    }

    @OptionGroup var global: GlobalOptions
}
