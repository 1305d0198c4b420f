import Admin
import ArgumentParser

struct AttachmentCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "attachment",
            abstract: HelpLanguage.say("附件。", "Hands files in and gets them."),
            discussion: """
                EXAMPLES
                  cast-admin attachment add plan.pdf
                  cast-admin attachment get ID --output plan.pdf
                """,
            subcommands: [AttachmentAddCommand.self, AttachmentGetCommand.self]
        )
    }
}
