import Admin
import ArgumentParser
import PlainText

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    private static let userLengths = 1...64
    /// Where a node keeps its data when nothing else is said.
    private static let dataFolderDefault = "./data"
    private static let dataFolderVariable = "CAST_DATA_DIR"

    @Flag(help: .said("以 JSON 输出结果，键按顺序。", "Print the answer as JSON, keys in order."))
    var json = false

    /// For the help only: ``ArgumentLanguage`` has taken it out before words are parsed.
    @Option(
        name: .customLong("lang"),
        help: .said(
            "语言，zh 或 en（默认按区域设置）。",
            "Language, zh or en (default: by the locale).",
            valueName: "zh|en"
        )
    )
    var languageName: String?

    @Option(
        help: .said("操作人，随写入内容记录。", "Who acts; recorded with what is written.", valueName: "name")
    )
    var user = "clerk"

    @Option(
        name: .customLong("data-dir"),
        help: .said(
            "节点的数据文件夹（默认 $CAST_DATA_DIR，其次 ./data）。",
            "The node's data folder (default: $CAST_DATA_DIR, then ./data).",
            valueName: "dir"
        )
    )
    var dataFolder: String?

    @Option(
        help: .said(
            "节点的地址；须与 --token-file 同用。",
            "The node's address; needs --token-file.",
            valueName: "url"
        )
    )
    var node: String?

    @Option(
        name: .customLong("token-file"),
        help: .said(
            "存有节点密钥的文件，- 表示标准输入；须与 --node 同用。",
            "The file that holds the node's key, - for standard input; needs --node.",
            valueName: "file"
        )
    )
    var tokenFile: String?

    /// - Throws: ``UsageFailure`` when the name is empty, too long or not printable.
    func caller() throws(UsageFailure) -> Caller {
        let user = (try? PlainText.cleaned(self.user)).map { PlainText.trimmed($0) } ?? ""
        guard Self.userLengths.contains(user.unicodeScalars.count), !user.contains("\n") else {
            throw UsageFailure(
                "--user 要有 1 到 64 个可见字符",
                "--user takes 1 to 64 printable characters"
            )
        }
        return Caller(user: user)
    }

    /// What can be seen to be wrong without looking at a file.
    func check() throws(UsageFailure) {
        _ = try self.caller()
        if (self.node == nil) != (self.tokenFile == nil) {
            throw UsageFailure(
                "--node 与 --token-file 要一起给出",
                "--node and --token-file go together"
            )
        }
        if self.node != nil, self.dataFolder != nil {
            throw UsageFailure(
                "--node 与 --data-dir 只能用一个",
                "use either --node or --data-dir, not both"
            )
        }
        if let node = self.node, (try? NodeAddress(node)) == nil {
            throw UsageFailure(
                "--node 要写成 http://127.0.0.1:8510 的样子，不能是“\(node)”",
                "--node is written like http://127.0.0.1:8510, not “\(node)”"
            )
        }
    }

    /// Waits for a node of this machine that is starting.
    ///
    /// - Throws: ``APIError`` that names the file in question.
    func access(in context: CommandContext) async throws -> NodeAccess {
        if let node = self.node, let tokenFile = self.tokenFile {
            return try NodeAccess(address: NodeAddress(node), tokenFile: tokenFile)
        }
        let screen = context.screen(self)
        let variable = context.environment[Self.dataFolderVariable].flatMap {
            $0.isEmpty ? nil : $0
        }
        let start = NodeStart(
            dataFolder: self.dataFolder ?? variable ?? Self.dataFolderDefault,
            pause: context.pause,
            note: { screen.note($0) }
        )
        return try await start.access()
    }
}
