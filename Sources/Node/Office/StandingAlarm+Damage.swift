import Admin
import Decision
import NIOPosix
import PlainText
import Store
import SyncProtocol

extension StandingAlarm {
    /// What lies on this node's disk is damaged.
    ///
    /// - Parameter since: UTC milliseconds.
    static func storeDamaged(_ error: StoreError, since: Int64, _ roster: Roster) -> StandingAlarm {
        StandingAlarm(
            kind: EventKind.storeDamaged.rawValue,
            office: roster.own.office.text,
            officeName: roster.name(roster.own),
            since: since,
            messageChinese: error.chinese,
            messageEnglish: error.english
        )
    }
}

/// Something that the disk has not kept: changes that have not come back yet, or what an examination has found.
struct StandingDamage: Sendable {
    /// Of the event that told of it first.
    let kind: String
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
            kind: EventKind.changeDamaged.rawValue,
            since: damaged.map(\.noticedAt).min() ?? first.noticedAt,
            chinese: "磁盘上有 \(count) 个变更已损坏（\(first.change) 等），正向邻居取回；请保持链路连通并检查磁盘。",
            english:
                "Changes are damaged on the disk (\(count): \(first.change) and so on) and are being fetched from "
                + "the neighbours; keep the links up and examine the disk."
        )
    }

    /// Nil when the latest examination found nothing, or there was none.
    func findings() async throws -> StandingDamage? {
        let store = self.store
        guard let found = try await self.reader.runIfActive({ try store.findings() }) else {
            return nil
        }
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

extension StandingAlarm {
    init(_ damage: StandingDamage, _ roster: Roster) {
        self.init(
            kind: damage.kind,
            office: roster.own.office.text,
            officeName: roster.name(roster.own),
            since: damage.since,
            messageChinese: damage.chinese,
            messageEnglish: damage.english
        )
    }
}

extension StoreEvent {
    static func storeDamaged(_ error: StoreError, at now: Int64) -> StoreEvent {
        Self.fault(.storeDamaged, error, at: now)
    }

    /// The disk does not take or give a file.
    static func attachmentsNotKept(_ error: any Error, at now: Int64) -> StoreEvent {
        Self.fault(.attachmentsNotKept, error, at: now)
    }

    private static func fault(_ kind: EventKind, _ error: any Error, at now: Int64) -> StoreEvent {
        let fault = error as? StoreError
        return StoreEvent(
            at: now,
            kind: kind,
            details: EventDetails().with(
                .fault,
                .phrase(
                    chinese: fault?.chinese ?? "\(error)",
                    english: fault?.english ?? "\(error)"
                )
            )
        )
    }
}
