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

    static func incarnationOpened(
        _ reason: IncarnationReason,
        _ incarnation: UInt64,
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
            case .fenceMissing:
                (
                    "缺少栅栏文件，无法确认数据库是最新的。已启用新的写入序列。",
                    "The fence file is missing, so the database may be old. Writing goes on in a "
                        + "new incarnation."
                )
            case .neighbourAhead:
                (
                    "邻居持有本单位尚未拥有的本单位变更。已启用新的写入序列，旧内容将取回。",
                    "A neighbour holds changes of this office that are missing here. Writing goes on "
                        + "in a new incarnation; the old changes are fetched back."
                )
            case .clockWasAhead:
                (
                    "本单位此前写入内容的时间远晚于本机现在的时钟：当时或现在的时钟有误，请核对。已启用新的写入序列；"
                        + "带未来时间的内容要到该时间才在其他单位生效，急需的请重新录入。",
                    "What this office wrote last bears a time far ahead of this machine's clock: the "
                        + "clock was wrong then, or is now; check it. Writing goes on in a new "
                        + "incarnation. Other offices count what bears such a time only when it has "
                        + "come; enter again what is needed sooner."
                )
            }
        return StoreEvent(
            at: at,
            kind: "incarnation-opened",
            chinese: chinese,
            english: english,
            subject: String(incarnation, radix: 16)
        )
    }
}
