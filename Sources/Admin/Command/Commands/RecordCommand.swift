import Admin
import ArgumentParser

struct RecordCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "record",
            abstract: HelpLanguage.say(
                "逐项查看记录、沿革，裁定并存的内容。",
                "Shows records field by field, their history, and settles what is at odds."
            ),
            discussion: """
                EXAMPLES
                  cast-admin record show reply 科协发学字〔2015〕60号
                  cast-admin record history office 510104
                  cast-admin record settle reply 科协发学字〔2015〕60号 --seen 3f9a12bc --take text=2
                """,
            subcommands: [
                RecordShowCommand.self, RecordHistoryCommand.self, RecordSettleCommand.self,
            ]
        )
    }
}
