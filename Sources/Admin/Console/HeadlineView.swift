import PlainText

/// The node's own state in one line, and its figures.
struct HeadlineView {
    struct Figure {
        let words: String
        let value: String
        /// Where to read more; nil when there is nothing more.
        let path: String?
    }

    let badge: BadgeView
    let sentence: String
    /// What to do next; nil when all is well.
    let advice: String?
    /// How far the node has come since it was restored from an older copy; nil when it was not of late.
    let recovery: String?
    /// How the office's other nodes are; nil when there are none.
    let siblings: String?
    /// What lasts and should be looked after.
    let alarms: [String]
    let figures: [Figure]
    let holdings: String
    /// How far the node's examination of itself has come; nil where it says nothing of it.
    let examination: String?
    let node: String
    let tree: String
    let suite: String
    let version: String
    let headsDigest: String
    let stateDigest: String
    let startedAt: MomentView
    let now: MomentView

    init(_ status: NodeStatus, _ language: ConsoleLanguage) {
        let judgement = Judgement(status, language)
        self.badge = judgement.badge
        self.sentence = judgement.sentence
        self.advice = judgement.advice
        self.recovery = status.recovery.map {
            language.say($0.words)
        }
        self.siblings = status.siblings.map { language.say($0) }
        self.alarms = status.alarms.map { language.say($0.messageChinese, $0.messageEnglish) }
        self.figures = Self.figures(status, language)
        self.holdings = Self.holdings(status, language)
        self.examination = status.examination.map { language.say($0.words) }
        self.node = "\(status.node) / \(status.incarnation)"
        self.tree = status.tree
        self.suite = status.suiteName
        self.version = status.version
        self.headsDigest = status.headsDigest
        self.stateDigest = status.stateDigest
        self.startedAt = MomentView(status.startedAt, now: status.now, language)
        self.now = MomentView(status.now, now: status.now, language)
    }

    /// What a person looks for first.
    private static func figures(_ status: NodeStatus, _ language: ConsoleLanguage) -> [Figure] {
        let inSync = status.links.count { $0.state == "inSync" }
        return [
            Figure(
                words: language.say("链路同步", "links in sync"),
                value: "\(Numerals.grouped(inSync))/\(Numerals.grouped(status.links.count))",
                path: "/links"
            ),
            Figure(
                words: language.say("隔离", "quarantined"),
                value: Numerals.grouped(status.quarantined),
                path: "/quarantine"
            ),
            Figure(
                words: language.say("暂存待验", "held"),
                value: Numerals.grouped(status.held),
                path: nil
            ),
            Figure(
                words: language.say("磁盘可用", "disk free"),
                value: Numerals.bytes(status.diskFreeBytes),
                path: nil
            ),
        ]
    }

    /// What a node holds, for those who look after it.
    private static func holdings(_ status: NodeStatus, _ language: ConsoleLanguage) -> String {
        let feeds = Numerals.grouped(status.feeds)
        let changes = Numerals.grouped(status.changes)
        let records = Numerals.grouped(status.records)
        let bytes = Numerals.bytes(status.storeBytes)
        return language.say(
            "来源 \(feeds)，变更 \(changes)，记录 \(records)；数据库 \(bytes)",
            [
                EnglishCount.text(status.feeds, "feed", digits: feeds),
                EnglishCount.text(status.changes, "change", digits: changes),
                EnglishCount.text(status.records, "record", digits: records),
            ].joined(separator: ", ") + "; database \(bytes)"
        )
    }
}

/// The verdict on a node: green, amber or red, and what to do about it.
private struct Judgement {
    let badge: BadgeView
    let sentence: String
    let advice: String?

    init(_ status: NodeStatus, _ language: ConsoleLanguage) {
        let verdict = NodeVerdict(status)
        let word = language.say(verdict.word)
        self.sentence = language.say(verdict.sentence)
        switch verdict.cause {
        case .noLinks:
            self.badge = BadgeView(.warn, word)
            self.advice = language.say(
                "请用 cast-node invite 为下级单位生成入网令牌，或用 cast-node enroll 加入上级单位。",
                "Invite an office below with cast-node invite, or join one above with cast-node enroll."
            )
        case .broken:
            self.badge = BadgeView(.bad, word)
            self.advice = language.say("原因见“链路”页。", "The reasons are on the page Links.")
        case .attention:
            self.badge = BadgeView(.warn, word)
            self.advice =
                status.quarantined > 0
                ? language.say("请查看“隔离区”页的原因。", "Read the reasons on the page Quarantine.")
                : language.say(
                    "通常会自行赶上；久未变化请看“链路”页。",
                    "It usually catches up by itself; if not, see the page Links."
                )
        case .fine:
            self.badge = BadgeView(.good, word)
            self.advice = nil
        }
    }
}
