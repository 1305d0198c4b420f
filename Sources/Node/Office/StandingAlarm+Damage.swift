import Admin
import NIOPosix
import Store
import SyncProtocol

extension StandingAlarm {
    /// What lies on this node's disk is damaged.
    ///
    /// - Parameter since: UTC milliseconds.
    static func storeDamaged(_ error: StoreError, since: Int64, _ roster: Roster) -> StandingAlarm {
        StandingAlarm(
            kind: StoreEvent.storeDamagedKind,
            office: roster.own.office.text,
            officeName: roster.name(roster.own),
            since: since,
            messageChinese: error.chinese,
            messageEnglish: error.english
        )
    }
}

/// Changes that the disk has not kept and that have not come back yet.
struct StandingDamage: Sendable {
    /// UTC milliseconds.
    let since: Int64
    let chinese: String
    let english: String
}

extension OfficeService {
    /// So many are looked at to say since when.
    private static let damageShownMax = 100

    /// Nil when every change is on the disk as it was written, as far as anybody knows.
    func damage() async throws -> StandingDamage? {
        let store = self.store
        let damaged = try await self.reader.runIfActive {
            try store.damagedChanges(max: Self.damageShownMax)
        }
        guard let first = damaged.first else { return nil }
        let count = damaged.count == Self.damageShownMax ? "≥ \(damaged.count)" : "\(damaged.count)"
        return StandingDamage(
            since: damaged.map(\.noticedAt).min() ?? first.noticedAt,
            chinese: "磁盘上有 \(count) 个变更已损坏（\(first.change) 等），正向邻居取回；请保持链路连通并检查磁盘。",
            english:
                "Changes are damaged on the disk (\(count): \(first.change) and so on) and are being fetched from "
                + "the neighbours; keep the links up and examine the disk."
        )
    }
}

extension StandingAlarm {
    static func changeDamaged(_ damage: StandingDamage, _ roster: Roster) -> StandingAlarm {
        StandingAlarm(
            kind: StoreEvent.changeDamagedKind,
            office: roster.own.office.text,
            officeName: roster.name(roster.own),
            since: damage.since,
            messageChinese: damage.chinese,
            messageEnglish: damage.english
        )
    }
}

extension StoreEvent {
    static let storeDamagedKind = "store-damaged"

    static func storeDamaged(_ error: StoreError, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: Self.storeDamagedKind,
            chinese: error.chinese,
            english: error.english
        )
    }
}
