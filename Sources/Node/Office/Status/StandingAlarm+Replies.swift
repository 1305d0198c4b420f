import Admin
import PlainText
import Store
import SyncProtocol

extension StandingAlarm {
    /// So many offices are named.
    private static let officesMax = 20

    /// Offices that have replied different things, each written without knowing of the other.
    static func repliesAtOdds(
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws(StoreError) -> [StandingAlarm] {
        try snapshot.directives.officesAtOdds(limit: Self.officesMax).map { found in
            let name = roster.name(found.office)
            return StandingAlarm(
                kind: "replies-at-odds",
                office: found.office.office.text,
                officeName: name,
                since: found.at,
                messageChinese:
                    "\(name) 对 \(found.directives) 份文件有并存的回复，待定：请由该单位再回复一次，写明以何为准。",
                messageEnglish:
                    "\(name) has replies side by side to \(EnglishCount.text(found.directives, "directive")), to be settled: "
                    + "it should reply once more with what holds."
            )
        }
    }
}
