import Admin
import ArgumentParser

/// The program `cast-demo`: three real nodes, one directive down, reports up.
struct DemoCommand: ParsableCommand {
    static let name = "cast-demo"

    static let configuration = CommandConfiguration(
        commandName: Self.name,
        abstract: "One directive down, reports up, on three real nodes. 三个真实节点上的演示。",
        discussion: """
            Starts the nodes of headquarters, Sichuan and Chengdu in a fresh folder, plays a piece of \
            their work with a crash and a cut line in it, and leaves them running until Ctrl-C.

            The programs cast-node and cast-admin are looked for in $CAST_BIN_DIR, then beside this one.

            EXIT CODES
              0 done, 1 a step or a check failed, 64 wrong use, 65 the folder or the programs cannot be \
            used, 130 interrupted
            """
    )

    @Option(
        name: .customLong("data-dir"),
        help: ArgumentHelp("A fresh folder, or one of an earlier demo.", valueName: "dir")
    )
    var folder = "demo-data"

    @Flag(help: "Check at the end that all stores agree, stop the nodes and say how it went.")
    var check = false

    @Option(
        name: .customLong("lang"),
        help: ArgumentHelp("Language, zh or en.", valueName: "zh|en")
    )
    var languageName = Language.zh.rawValue

    func checked() throws(UsageFailure) -> DemoOptions {
        guard let language = Language(rawValue: self.languageName) else {
            throw UsageFailure(
                "--lang 只能是 zh 或 en，不能是“\(self.languageName)”",
                "--lang is zh or en, not “\(self.languageName)”"
            )
        }
        guard !self.folder.isEmpty else {
            throw UsageFailure("--data-dir 要给出文件夹", "--data-dir takes a folder")
        }
        return DemoOptions(folder: self.folder, checks: self.check, language: language)
    }
}

/// What the demo was asked to do.
struct DemoOptions: Sendable {
    let folder: String
    /// Whether it ends with the checks instead of leaving the nodes running.
    let checks: Bool
    let language: Language
}
