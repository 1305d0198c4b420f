import Admin
import Decision
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
