import Admin
import ArgumentParser

struct RecordCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "record",
            abstract: HelpLanguage.say(
                "列出、查看、登记、修改和办理记录，裁定并存的内容。",
                "Lists, shows, makes and changes records, and settles what is at odds."
            ),
            discussion: """
                EXAMPLES
                  cast-admin record kinds
                  cast-admin record list report --office 510100
                  cast-admin record show reply 科协发学字〔2015〕60号
                  cast-admin record history office 510104
                  cast-admin record settle reply 科协发学字〔2015〕60号 --seen 3f9a12bc --take text=2
                """,
            subcommands: [
                RecordKindsCommand.self, RecordListCommand.self, RecordShowCommand.self,
                RecordHistoryCommand.self, RecordCreateCommand.self, RecordEditCommand.self,
                RecordAdvanceCommand.self, RecordSettleCommand.self,
            ]
        )
    }
}
