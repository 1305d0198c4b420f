import Admin
import ArgumentParser

struct VerifyCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: HelpLanguage.say(
                "核验。",
                "Checks what is held here, or that both ends of a link have the same."
            ),
            discussion: """
                EXAMPLES
                  cast-admin verify
                  cast-admin verify link 510000
                """,
            subcommands: [VerifyStoreCommand.self, VerifyLinkCommand.self],
            defaultSubcommand: VerifyStoreCommand.self
        )
    }
}
