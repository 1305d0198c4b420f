import Admin
import ArgumentParser
import SyncProtocol

/// Makes the root of a new tree.
struct InitCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "init",
            abstract: HelpLanguage.say(
                "新建单位树，本单位为根。",
                "Makes a new tree with this office as its root."
            ),
            discussion: HelpLanguage.say(
                """
                只由全国一级执行，且只做一次。其他单位凭邀请码加入，见 cast-node enroll。

                EXAMPLE
                  cast-node init --data-dir /var/lib/cast --office 100000 --name 中国科协
                """,
                """
                Only the headquarters does this, once. Every other office joins with an invitation; see \
                cast-node enroll.

                EXAMPLE
                  cast-node init --data-dir /var/lib/cast --office 100000 --name 中国科协
                """
            )
        )
    }

    @OptionGroup var data: DataFolderOption
    @OptionGroup var address: AddressOptions
    @OptionGroup var language: LanguageOption

    @Option(
        help: .said("单位代码，如 100000。", "The office's code, for example 100000.", valueName: "code")
    )
    var office: String

    @Option(help: .said("单位中文名称。", "The office's name in Chinese."))
    var name: String

    @Option(help: .said("单位英文名称。", "The office's name in English."))
    var nameEnglish: String?

    @Option(
        help: .said(
            "密码套件的名称或编号，建树后不可更改；可用：\(SuiteRegistry.shipped.names.joined(separator: "、"))。默认为第一个。",
            "Name or number of the cipher suite by which the tree goes for ever, one of: "
                + "\(SuiteRegistry.shipped.names.joined(separator: ", ")). Default: the first.",
            valueName: "suite"
        )
    )
    var suite: String?

    func run(in context: NodeContext) async throws -> ExitStatus {
        guard let id = OfficeID(self.office) else {
            throw UsageFailure(
                "--office 应为 1 到 32 个字母、数字或连字符",
                "--office takes 1 to 32 letters, digits and hyphens"
            )
        }
        let suite = try self.knownSuite(context.suites)
        try self.address.check()
        try Release.checkClock(context.now())
        let entry = try OfficeRegistration.root(id, name: self.name, nameEnglish: self.nameEnglish)
        let dataFolder = self.data.folder(in: context)
        let folder = IdentityFolder(dataFolder: dataFolder)
        try DurableFile.createFolder(dataFolder)
        guard !folder.isComplete else { throw NodeFailure.alreadySetUp(dataFolder) }
        let seed = NodeIdentity.freshSeed(for: suite)
        let identity = try NodeIdentity.createRoot(
            path: OfficePath(root: id),
            suite: suite,
            seed: seed,
            now: context.now()
        )
        try NodeSetup.complete(identity, in: dataFolder, seed: seed, now: context.now())
        try await NodeSetup.register(entry, of: identity, in: dataFolder)
        try self.address.write(dataFolder: dataFolder)
        try folder.saveCredentials(identity.chain.encoded())
        try context.say(
            "已建立单位树 \(identity.tree)（密码套件 \(suite.name)），根单位 \(self.name)（\(id)）。启动：cast-node run --data-dir \(dataFolder)",
            "Tree \(identity.tree) (cipher suite \(suite.name)) made with root \(self.name) (\(id)). Start it: cast-node run --data-dir \(dataFolder)"
        )
        return .success
    }

    private func knownSuite(_ suites: SuiteRegistry) throws -> SignatureSuite {
        let suite = self.suite.map { suites[$0] } ?? suites.first
        guard let suite else {
            let names = suites.names
            throw UsageFailure(
                "--suite 应为本程序支持的密码套件之一：\(names.joined(separator: "、"))",
                "--suite takes a cipher suite that this program has: \(names.joined(separator: ", "))"
            )
        }
        return suite
    }
}

extension NodeFailure {
    static func alreadySetUp(_ folder: String) -> NodeFailure {
        NodeFailure(
            .dataRefused,
            "数据目录 \(folder) 已属于一个单位；请换一个目录，或直接运行 cast-node run",
            "the data folder \(folder) belongs to an office already; use another one, or cast-node run"
        )
    }
}
