internal import SyncProtocol

/// Something that happened on this node, in words for people.
package struct StoreEvent: Sendable, Hashable {
    /// UTC milliseconds.
    package let at: Int64
    /// A stable word like `incarnation-opened`.
    package let kind: String
    package let chinese: String
    package let english: String
    /// What it is about: an office, a feed, a directive.
    package let subject: String?

    package init(at: Int64, kind: String, chinese: String, english: String, subject: String? = nil)
    {
        self.at = at
        self.kind = kind
        self.chinese = chinese
        self.english = english
        self.subject = subject
    }

    /// Whether it says that something of our own may be lost here.
    var tellsOfLoss: Bool { Self.lossKinds.contains(self.kind) }

    /// The kinds that say so.
    package static let lossKinds = [
        Self.incarnationOpenedKind, Self.madeAnewKind, Self.changeDamagedKind,
    ]

    /// The node doubts its own past.
    package static let incarnationOpenedKind = "incarnation-opened"

    static func incarnationOpened(
        _ reason: IncarnationReason,
        _ incarnation: UInt64,
        claimedBy claimant: OfficePath? = nil,
        at: Int64
    ) -> StoreEvent {
        let (chinese, english) =
            switch reason {
            case .databaseBehindFence:
                (
                    "数据库比栅栏文件旧：可能恢复了旧备份或丢失了日志尾部。已启用新的写入序列，缺失内容将从邻居取回。",
                    "The database is older than its fence: an old backup was restored or the end of "
                        + "the log was lost. Writing goes on in a new incarnation; what is missing "
                        + "will be fetched from the neighbours."
                )
            case .databaseDiffersFromFence:
                (
                    "数据库与栅栏文件不一致：可能来自另一台机器或备份。已启用新的写入序列。",
                    "The database does not match its fence: it may come from another machine or "
                        + "a backup. Writing goes on in a new incarnation."
                )
            case .ownChangeDamaged:
                (
                    "本节点的一个变更在磁盘上已损坏。已启用新的写入序列。",
                    "A change of this node is damaged on the disk. Writing goes on in a new incarnation."
                )
            case .fenceMissing:
                (
                    "缺少栅栏文件，或文件已损坏，无法确认数据库是最新的。已启用新的写入序列。",
                    "The fence file is missing or damaged, so the database may be old. Writing "
                        + "goes on in a new incarnation."
                )
            case .neighbourAhead:
                (
                    "据\(claimant.map { "邻居 \($0.office) " } ?? "邻居")称，本单位写入的部分变更在本节点缺失。"
                        + "已启用新的写入序列，缺失内容将取回。",
                    "\(claimant.map { "\($0.office)" } ?? "A neighbour") says that it holds changes of "
                        + "this office that are missing here. Writing goes on in a new incarnation; "
                        + "what is missing will be fetched back."
                )
            }
        return StoreEvent(
            at: at,
            kind: Self.incarnationOpenedKind,
            chinese: chinese,
            english: english,
            subject: String(incarnation, radix: 16)
        )
    }

    /// - Parameters:
    ///   - datedTo: the latest time that anything here bears, UTC milliseconds.
    ///   - isBehind: whether the present clock is certainly wrong. Otherwise nobody here can tell whether
    ///     it was ahead then or is behind now.
    static func clockCorrected(
        datedTo: Int64,
        _ incarnation: UInt64,
        isBehind: Bool,
        at: Int64
    ) -> StoreEvent {
        let (chinese, english) = isBehind ? Self.behind(datedTo, at) : Self.ahead(datedTo, at)
        return StoreEvent(
            at: at,
            kind: "clock-corrected",
            chinese: chinese,
            english: english,
            subject: String(incarnation, radix: 16)
        )
    }

    private static func behind(_ datedTo: Int64, _ now: Int64) -> (String, String) {
        (
            "本节点的时钟落后：现为 \(MomentText.chinese(now))，早于本程序的发布日期，而已有内容的时间标到 "
                + "\(MomentText.chinese(datedTo))。请校准时钟。已启用新的写入序列，内容不丢失，也不会被暂存。",
            "The clock of this node is behind: it shows \(MomentText.english(now)), which is before this "
                + "program was made, and what is here is dated up to \(MomentText.english(datedTo)). Set the "
                + "clock. Writing goes on in a new incarnation; nothing is lost, and nothing is held."
        )
    }

    private static func ahead(_ datedTo: Int64, _ now: Int64) -> (String, String) {
        (
            "本节点的时钟被拨回：已有内容的时间标到 \(MomentText.chinese(datedTo))，而现在的时钟为 "
                + "\(MomentText.chinese(now))。或者时钟曾经超前，或者现在落后；请与另一台时钟核对。"
                + "已启用新的写入序列，从现在起写的内容立即生效。"
                + "若时钟曾经超前，那时写的内容，其他单位暂存到所标时间才生效；急用的请重新填写，以新填的为准。",
            "The clock of this node went back: what is here is dated up to \(MomentText.english(datedTo)), and "
                + "it now shows \(MomentText.english(now)). Either it was ahead, or it is behind now; compare it "
                + "with another clock. Writing goes on in a new incarnation, so new work is in force at "
                + "once. If it was ahead, other offices hold what was written then until its time "
                + "comes; write again what is urgent, and that will count."
        )
    }
}
