import Admin
import Store
import SyncProtocol

/// How every office that is known here is at one moment, in tree order.
struct OfficeCensus {
    private let roster: Roster
    private let ways: Ways
    private let linked: [OfficePath: LinkSummary]
    private let copies: [OfficePath: Int64]
    private let twins: [OfficePath: [OfficePath]]
    /// Those that are shown, parents before children.
    private let rows: [OfficeRow]

    init(
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ neighbours: [Neighbour]
    ) throws(StoreError) {
        let expected = Neighbour.expected(neighbours, roster)
        self.roster = roster
        self.ways = Ways(own: roster.own, expected)
        self.linked = Dictionary(
            // Of an office with several nodes one that is linked speaks for it.
            expected.sorted { $0.record.progress != nil && $1.record.progress == nil }
                .map { ($0.path, LinkSummary($0, name: "", state: "")) },
            uniquingKeysWith: { first, _ in first }
        )
        self.copies = try StandingAlarm.copiesSeen(
            snapshot,
            roster,
            now: SystemTime.milliseconds()
        )
        self.twins = roster.twins
        self.rows = roster.offices.filter {
            $0.level != nil || $0.path == roster.own || $0.feeds > 0
        }
    }

    /// All of them, or those at and below one.
    func offices(under path: OfficePath?) -> [OfficeSummary] {
        self.rows.filter { path?.contains($0.path) ?? true }.map(self.summary)
    }

    /// An office with a part of its direct children: of those that are meant, or have such a one below them.
    func branch(
        of path: OfficePath,
        _ filter: OfficeQuery,
        _ page: PageRequest
    ) throws(APIError) -> OfficeBranch {
        guard let row = self.roster[path] else {
            throw .unknownOffice(path.office.text, field: "office")
        }
        let below = self.offices(under: path).filter { $0.path.count > path.ids.count }
        var entries: [BranchEntry] = []
        for part in below.split(by: path.ids.count) where part.contains(where: filter.matches) {
            guard let child = part.first else { continue }
            entries.append(
                BranchEntry(
                    office: child,
                    children: part.count { $0.path.count == path.ids.count + 2 },
                    below: part.count - 1,
                    attention: part.count(where: OfficeQuery.needsAttention)
                )
            )
        }
        let part = try page.part(of: entries) { PlaceKey($0.office.path) }
        return OfficeBranch(
            office: self.summary(row),
            lineage: path.lineage.filter { $0 != path }.map {
                OfficeName(office: $0.office.text, officeName: self.roster.name($0))
            },
            items: part.items,
            total: entries.count,
            next: part.next,
            states: below.reduce(into: [:]) { $0[$1.syncState, default: 0] += 1 }
        )
    }

    private func summary(_ row: OfficeRow) -> OfficeSummary {
        OfficeSummary(
            row,
            own: self.roster.own,
            link: self.linked[row.path],
            cutOff: self.ways.isCutOff(row.path),
            movedTo: self.roster.successions.successors(of: row.path),
            caseTwins: self.twins[row.path] ?? [],
            copySeenAt: self.copies[row.path]
        )
    }
}

extension [OfficeSummary] {
    /// Parts of a list in tree order that have the same id at one place of their paths.
    fileprivate func split(by depth: Int) -> [ArraySlice<OfficeSummary>] {
        var parts: [ArraySlice<OfficeSummary>] = []
        var start = self.startIndex
        for index in self.indices where self[index].path[depth] != self[start].path[depth] {
            parts.append(self[start..<index])
            start = index
        }
        if start < self.endIndex { parts.append(self[start...]) }
        return parts
    }
}
