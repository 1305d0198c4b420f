import Admin
import ArgumentParser
import PlainText

struct StatusCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status",
            abstract: HelpLanguage.say("查看节点状态。", "Shows how the node is."),
            discussion: """
                EXAMPLES
                  cast-admin status
                  cast-admin status --node http://127.0.0.1:8510 --token-file api.token --json
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let status = try await context.withOffice(self.global) {
            try await $0.status(by: self.global.caller())
        }
        try screen.show(status) { Self.text(status, on: screen) }
        return .success
    }

    private static func text(_ status: NodeStatus, on screen: Screen) -> String {
        var fields = Fields()
        let verdict = NodeVerdict(status)
        fields.add(
            "结论",
            "Verdict",
            Phrase(
                "\(verdict.word.chinese)：\(verdict.sentence.chinese)",
                "\(verdict.word.english): \(verdict.sentence.english)"
            )
        )
        fields.add("单位", "Office", "\(status.officeName) (\(status.office))")
        fields.add("路径", "Path", status.path.joined(separator: " → "))
        fields.add("节点", "Node", "\(status.node) / \(status.incarnation)")
        fields.add("树", "Tree", status.tree)
        fields.add("密码套件", "Cipher suite", "\(status.suite) (\(status.suiteName))")
        fields.add("版本", "Version", status.version)
        let started = ChinaTime.ago(status.startedAt, now: status.now)
        let startedAt = ChinaTime.text(status.startedAt)
        fields.add(
            "启动时间",
            "Started",
            Phrase("\(startedAt)（\(started.chinese)）", "\(startedAt) (\(started.english))")
        )
        fields.add(
            "持有",
            "Holds",
            Phrase(
                "\(status.feeds) 个源，\(status.changes) 条变更，\(status.records) 条记录",
                Self.holdings(status)
            )
        )
        let size = ByteCount.text(status.storeBytes)
        let free = ByteCount.text(status.diskFreeBytes)
        fields.add("存储", "Store", Phrase("\(size)，磁盘剩余 \(free)", "\(size), \(free) free on disk"))
        fields.add("存储版本", "Store version", String(status.storeVersion))
        fields.add("暂存待验", "Held", String(status.held))
        fields.add("隔离", "Quarantined", Self.quarantined(status.quarantined))
        if let examination = status.examination {
            fields.add("后台核查", "Examination", examination.words)
        }
        if status.unknownRecords > 0 {
            let count = status.unknownRecords
            fields.add(
                "未知内容",
                "Unknown",
                Phrase(
                    "\(count) 条记录含本版本不认识的内容，照常保存与转发（见 cast-admin unknown）",
                    "\(EnglishCount.text(count, "record")) with something that this version does not know, kept "
                        + "and forwarded (see cast-admin unknown)"
                )
            )
        }
        if let event = status.recovery {
            let at = ChinaTime.text(event.at)
            let isCopy = event.kind == EventKind.copyWrites.rawValue
            fields.add(
                isCopy ? "副本在运行" : "恢复情况",
                isCopy ? "A copy runs" : "Restored",
                Phrase("\(at) \(event.words.chinese)", "\(at) \(event.words.english)")
            )
        }
        if let siblings = status.siblings { fields.add("本单位节点", "Its nodes", siblings) }
        fields.add(
            "下级节点",
            "Below",
            Phrase(
                "离线 \(status.subtreeOffline)，落后 \(status.subtreeBehind)",
                "\(status.subtreeOffline) offline, \(status.subtreeBehind) behind"
            )
        )
        for alarm in status.alarms {
            let since = ChinaTime.text(alarm.since)
            fields.add(
                "报警",
                "Alarm",
                Phrase(
                    "\(alarm.messageChinese)（自 \(since)）",
                    "\(alarm.messageEnglish) (since \(since))"
                )
            )
        }
        fields.add("时间", "Times", Phrase("均为北京时间（UTC+8）", "China time (UTC+8)"))
        fields.add("各源进度摘要", "Heads digest", Self.beginning(status.headsDigest))
        fields.add("状态摘要", "State digest", Self.beginning(status.stateDigest))
        return fields.rendered(in: screen.language) + "\n"
            + LinksCommand.text(status.links, on: screen)
    }

    private static func holdings(_ status: NodeStatus) -> String {
        [
            EnglishCount.text(status.feeds, "feed"), EnglishCount.text(status.changes, "change"),
            EnglishCount.text(status.records, "record"),
        ].joined(separator: ", ")
    }

    /// Enough of a digest for two people to compare; `--json` has all of it.
    private static func beginning(_ digest: String) -> String {
        digest.count <= Self.digitsShown ? digest : digest.prefix(Self.digitsShown) + "…"
    }

    private static let digitsShown = 16

    private static func quarantined(_ count: Int) -> Phrase {
        count == 0
            ? Phrase(same: "0")
            : Phrase("\(count)（见 cast-admin quarantine）", "\(count) (see cast-admin quarantine)")
    }
}
