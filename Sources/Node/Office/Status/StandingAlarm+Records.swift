import Admin
import PlainText
import Store
import SyncProtocol

extension StandingAlarm {
    /// So many offices are named.
    private static let officesMax = 20

    /// Offices in whose records different things stand, each written without knowing of the other.
    static func recordsAtOdds(
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws(StoreError) -> [StandingAlarm] {
        try snapshot.records.officesAtOdds(limit: Self.officesMax).map { found in
            let name = roster.name(found.office)
            return StandingAlarm(
                kind: "records-at-odds",
                office: found.office.office.text,
                officeName: name,
                since: found.at,
                messageChinese: "\(name) 有 \(found.records) 条记录的内容并存，待该单位裁定："
                    + "cast-admin conflicts 列出，record settle 裁定。",
                messageEnglish:
                    "In \(EnglishCount.text(found.records, "record")) of \(name) different things stand side by "
                    + "side, for that office to settle: cast-admin conflicts lists them, record settle settles them."
            )
        }
    }
}
