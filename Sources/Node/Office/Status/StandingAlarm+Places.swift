import Admin
import Decision
import OfficeWork
import PlainText
import SyncProtocol

extension StandingAlarm {
    /// From so few free places on people are told.
    static let placesShortKind = "places-short"
    /// So many offices are named.
    private static let officesMax = 20

    /// Branches whose places run short or have run out: our own, and those to which we grant the places.
    static func places(_ roster: Roster, now: Int64) -> [StandingAlarm] {
        guard let own = roster.directory.office(roster.own) else { return [] }
        let places = [own] + roster.directory.offices[own].children
        return Array(
            places.lazy.compactMap { Self.places(of: $0, roster, now: now) }.prefix(Self.officesMax)
        )
    }

    private static func places(
        of office: Int,
        _ roster: Roster,
        now: Int64
    ) -> StandingAlarm? {
        let directory = roster.directory
        guard let places = directory.places(of: office) else { return nil }
        let used = directory.occupancy[office].used
        let waiting = directory.waiting(forPlacesOf: office)
        guard waiting != nil || used > 0 && BranchPlaces.isShort(used, of: places) else {
            return nil
        }
        let (path, name) = (directory.path(at: office), roster.name(directory.path(at: office)))
        let isFull = waiting != nil || used >= places
        let held = waiting.map { $0.changes } ?? 0
        let parent = path.parent.map { roster.name($0) } ?? ""
        let heldChinese = held > 0 ? "，\(held) 个变更暂存待验" : ""
        let heldEnglish = held > 0 ? "; changes that are held: \(held)" : ""
        let command = "cast-admin office places \(path.office)"
        return StandingAlarm(
            kind: isFull ? EventKind.branchFull.rawValue : Self.placesShortKind,
            office: path.office.text,
            officeName: name,
            since: waiting?.since ?? directory.counts[office].lastAt ?? now,
            messageChinese:
                "\(name) 的名额\(isFull ? "已满" : "将满")：下级单位 \(used) 个，至多 \(places) 个\(heldChinese)。"
                + "请核实下级单位是否属实；确需更多时，在\(parent)的节点上执行 \(command) 名额。",
            messageEnglish:
                "The branch of \(name) is \(isFull ? "full" : "nearly full"): \(used) of \(places) places are "
                + "taken\(heldEnglish). Look whether these offices are real; where more are needed, grant them at "
                + "the node of \(parent): \(command) NUMBER."
        )
    }
}
