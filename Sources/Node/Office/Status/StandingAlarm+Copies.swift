import Admin
import Decision
import Store
import SyncProtocol

extension StandingAlarm {
    /// So many offices are named.
    private static let copiesMax = 20

    /// Other offices of whose node a copy was noticed within the last day.
    static func copies(
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        now: Int64
    ) throws(StoreError) -> [StandingAlarm] {
        try Self.copiesSeen(snapshot, roster, now: now).sorted { $0.key < $1.key }
            .prefix(Self.copiesMax).map { office, at in
                let name = roster.name(office)
                return StandingAlarm(
                    kind: StandingAlarm.copySeenKind,
                    office: office.office.text,
                    officeName: name,
                    since: at,
                    messageChinese: "\(name) 的节点疑有副本在运行，或由旧副本恢复过：收到其两个分支，"
                        + "或同一节点从两处来连。"
                        + "数据均已保留并合并；请该单位停用副本。",
                    messageEnglish: "A copy of \(name)'s node seems to run, or an old one was put "
                        + "back: two branches of what it writes came, or one node called from two places. All of it is kept and "
                        + "merged; that office should stop the copy."
                )
            }
    }

    /// Of which offices, and when last (UTC milliseconds). Of our own office ``PastRecovery`` tells.
    static func copiesSeen(
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        now: Int64
    ) throws(StoreError) -> [OfficePath: Int64] {
        try snapshot.feeds.copiesSeen(since: now - PastRecovery.copyShownMilliseconds)
            .filter { $0.key != roster.own }
    }
}
