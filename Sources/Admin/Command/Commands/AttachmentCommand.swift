import ArgumentParser

struct AttachmentCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "attachment",
        abstract: "Hands files in and gets them. 附件。",
        discussion: """
            EXAMPLES
              cast-admin attachment add plan.pdf
              cast-admin attachment get ID --output plan.pdf
            """,
        subcommands: [AttachmentAddCommand.self, AttachmentGetCommand.self]
    )
}
