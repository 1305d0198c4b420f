import Decision
import PlainText
import Store
import SyncProtocol

/// Something that the disk has not kept: changes that have not come back yet, or what an examination has found.
struct StandingDamage: Sendable {
    /// Of the event that told of it first.
    let kind: String
    /// UTC milliseconds.
    let since: Int64
    let chinese: String
    let english: String

    /// So many are looked at to say since when.
    private static let damageShownMax = 100

    /// Nil when every change is on the disk as it was written, as far as anybody knows.
    static func changes(of store: OfficeStore) throws(StoreError) -> StandingDamage? {
        let damaged = try store.damage.changes(max: Self.damageShownMax)
        guard let first = damaged.first else { return nil }
        let count = damaged.count == Self.damageShownMax ? "≥ \(damaged.count)" : "\(damaged.count)"
        return StandingDamage(
            kind: EventKind.changeDamaged.rawValue,
            since: damaged.map(\.noticedAt).min() ?? first.noticedAt,
            chinese: "磁盘上有 \(count) 个变更已损坏（\(first.change) 等），正向邻居取回；请保持链路连通并检查磁盘。",
            english:
                "Changes are damaged on the disk (\(count): \(first.change) and so on) and are being fetched from "
                + "the neighbours; keep the links up and examine the disk."
        )
    }

    /// Nil when the latest examination found nothing, or there was none.
    static func findings(of store: OfficeStore) throws(StoreError) -> StandingDamage? {
        guard let found = try store.examination.findings() else { return nil }
        return StandingDamage(
            kind: EventKind.verifyFailed.rawValue,
            since: found.since,
            chinese:
                "最近一次核查发现 \(found.problems) 个问题；能修复的节点会自行修复并再次核查，无误后此警报消失。若一直不消失，请执行 cast-admin verify 查看并按提示处理。",
            english:
                "The latest examination has found problems (\(found.problems)). The node mends by itself what it can "
                + "and looks again; this stands until it finds nothing. Where it stays, run cast-admin verify and do "
                + "what it says."
        )
    }
}
