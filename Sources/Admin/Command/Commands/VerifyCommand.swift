import Admin
import ArgumentParser

struct VerifyCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks what is held here, or that both ends of a link have the same. 核验。",
        discussion: """
            EXAMPLES
              cast-admin verify
              cast-admin verify link 510000
            """,
        subcommands: [VerifyStoreCommand.self, VerifyLinkCommand.self],
        defaultSubcommand: VerifyStoreCommand.self
    )
}
