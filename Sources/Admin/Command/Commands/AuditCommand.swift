import Admin
import ArgumentParser

struct AuditCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "audit",
            abstract: HelpLanguage.say(
                "审计日志：谁做了什么。",
                "Shows who did what on this node."
            ),
            discussion: """
                EXAMPLES
                  cast-admin audit list --limit 20
                  cast-admin audit list --by 张三
                  cast-admin audit verify
                """,
            subcommands: [AuditListCommand.self, AuditVerifyCommand.self]
        )
    }
}
