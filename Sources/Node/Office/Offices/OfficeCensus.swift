import Admin
import Decision
import OfficeWork
import Store
import SyncProtocol

/// How the offices that are known here are at one moment, in tree order.
///
/// How one office is follows from what is known of itself and of the neighbours on the way to it, so looking at all
/// of them costs little, and only those that are shown are described.
struct OfficeCensus {
    private let roster: Roster
    /// By place.
    private let linked: [Int: LinkSummary]
    private let ways: Ways
    /// Neighbours that are linked, and those that are away, by place.
    private let neighbours: [Int: Bool]
    private let ownPlace: Int?
    private let copies: [OfficePath: Int64]

    init(
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ neighbours: [Neighbour]
    ) throws(StoreError) {
        let expected = Neighbour.expected(neighbours, roster)
        self.roster = roster
        self.ways = Ways(
            own: roster.own,
            linked: expected.filter { $0.record.progress != nil }.map(\.path),
            away: expected.filter { $0.record.progress == nil }.map(\.path)
        )
        self.ownPlace = roster.directory.office(roster.own)
        self.neighbours = Dictionary(
            expected.compactMap { neighbour in
                roster.directory.office(neighbour.path)
                    .map { ($0, neighbour.record.progress != nil) }
            },
            uniquingKeysWith: { $0 || $1 }
        )
        self.linked = Dictionary(
            // Of an office with several nodes one that is linked speaks for it.
            expected.sorted { $0.record.progress != nil && $1.record.progress == nil }
                .compactMap { neighbour in
                    roster.directory.office(neighbour.path)
                        .map { ($0, LinkSummary(neighbour, name: "", state: "")) }
                },
            uniquingKeysWith: { first, _ in first }
        )
        self.copies = try StandingAlarm.copiesSeen(
            snapshot,
            roster,
            now: SystemTime.milliseconds()
        )
    }

    private var directory: Directory { self.roster.directory }

    /// The part of all offices, or of those at and below one, that is asked for.
    func offices(
        under path: OfficePath?,
        _ query: OfficeQuery,
        _ page: PageRequest
    ) throws(APIError) -> OfficeList {
        let places = self.shown(path.map(self.directory.range) ?? self.directory.order.indices)
        var states: [String: Int] = [:]
        var found: [Int] = []
        for place in places {
            let state = self.state(place)
            states[state, default: 0] += 1
            if self.matches(place, state, query) { found.append(place) }
        }
        let part = try page.part(of: found) { self.directory.offices[$0].path }
        return OfficeList(
            items: part.items.map(self.summary),
            total: found.count,
            next: part.next,
            states: states
        )
    }

    /// An office with a part of its direct children: of those that are meant, or have such a one below them.
    func branch(
        of path: OfficePath,
        _ filter: OfficeQuery,
        _ page: PageRequest
    ) throws(APIError) -> OfficeBranch {
        guard let place = self.directory.office(path) else {
            throw OfficeFault.unknownOffice(path.office.text, field: "office")
        }
        var states: [String: Int] = [:]
        var found: [Branch] = []
        for child in self.directory.offices[place].children {
            let branch = self.branch(of: child, filter, adding: &states)
            if branch.isMeant { found.append(branch) }
        }
        let part = try page.part(of: found) { self.directory.offices[$0.child].path }
        return OfficeBranch(
            office: self.summary(place),
            lineage: path.lineage.filter { $0 != path }.map {
                OfficeName(office: $0.office.text, officeName: self.roster.name($0))
            },
            items: part.items.map {
                BranchEntry(
                    office: self.summary($0.child),
                    children: $0.children,
                    below: $0.below,
                    attention: $0.attention
                )
            },
            total: found.count,
            next: part.next,
            states: states
        )
    }

    private struct Branch {
        let child: Int
        var isMeant = false
        var children = 0
        var below = 0
        var attention = 0
    }

    private func branch(
        of child: Int,
        _ filter: OfficeQuery,
        adding states: inout [String: Int]
    ) -> Branch {
        let path = self.directory.offices[child].path
        var branch = Branch(child: child)
        for place in self.shown(self.directory.range(of: path)) {
            let state = self.state(place)
            states[state, default: 0] += 1
            if self.needsAttention(place, state) { branch.attention += 1 }
            branch.isMeant = branch.isMeant || self.matches(place, state, filter)
            guard place != child else { continue }
            branch.below += 1
            if self.directory.offices[place].path.depth == path.depth + 1 { branch.children += 1 }
        }
        return branch
    }

    // MARK: One office

    /// Those of which anything is known beside their names in somebody's path.
    private func shown(_ range: Range<Int>) -> some Sequence<Int> {
        let (directory, own) = (self.directory, self.roster.own)
        return directory.order[range].lazy.filter { place in
            directory.isListed(at: place) || directory.feedCount(at: place) > 0
                || directory.path(at: place) == own
        }
    }

    private func needsAttention(_ place: Int, _ state: String) -> Bool {
        OfficeQuery.attentionStates.contains(state) || self.copySeenAt(place) != nil
    }

    private func copySeenAt(_ place: Int) -> Int64? {
        self.copies.isEmpty ? nil : self.copies[self.directory.path(at: place)]
    }

    private func matches(_ place: Int, _ state: String, _ query: OfficeQuery) -> Bool {
        switch query.state {
        case nil, state?: break
        case OfficeQuery.attention?: guard self.needsAttention(place, state) else { return false }
        default: return false
        }
        guard let search = query.search?.lowercased() else { return true }
        let office = self.directory.offices[place]
        let texts = [
            office.path.office.text, office.listed?.name ?? "", office.listed?.nameEnglish ?? "",
        ]
        return texts.contains { $0.lowercased().contains(search) }
    }

    /// An office's `syncState`.
    private func state(_ place: Int) -> String {
        if place == self.ownPlace { return "self" }
        let (directory, own) = (self.directory, self.roster.own)
        if !self.roster.successions.isEmpty,
            !self.roster.successions.successors(of: directory.path(at: place)).isEmpty
        {
            return "moved"
        }
        if directory.host(at: place) == own, OfficeRow(directory, place).isHosted(by: own) {
            return "hosted"
        }
        let (link, feeds) = (self.linked[place], directory.feedCount(at: place))
        if feeds == 0, link?.connectedAt == nil { return "unknown" }
        if let link {
            return link.state == "connecting" || link.state == "refused" ? "offline" : link.state
        }
        return self.isCutOff(place) ? "cutOff" : "indirect"
    }

    /// Asked of every office: of those below without a look at paths.
    private func isCutOff(_ place: Int) -> Bool {
        let lineage = self.directory.lineage(at: place)
        guard let own = self.ownPlace, lineage.first == own else {
            return self.ways.isCutOff(self.directory.path(at: place)) != nil
        }
        return Ways.cutOff(by: lineage.dropFirst()) { self.neighbours[$0] } != nil
    }

    private func summary(_ place: Int) -> OfficeSummary {
        let row = OfficeRow(self.directory, place)
        let movedTo = self.roster.successions.successors(of: row.path)
        let twins = self.roster.twins(of: row.path)
        let (state, link) = (self.state(place), self.linked[place])
        return OfficeSummary(
            id: row.path.office.text,
            parent: row.path.parent?.office.text,
            level: row.level?.rawValue ?? "",
            name: row.name ?? row.path.office.text,
            nameEnglish: row.nameEnglish,
            path: row.path.ids.map(\.text),
            hostedBy: row.hostedBy?.office.text,
            caseTwins: twins.isEmpty ? nil : twins.map { "\($0)" },
            isSelf: row.path == self.roster.own,
            movedTo: movedTo.isEmpty ? nil : movedTo.map { "\($0)" },
            syncState: state,
            cutOffBehind: state == "cutOff" ? self.ways.isCutOff(row.path)?.office.text : nil,
            behindChanges: link?.sendBehind ?? 0,
            lastHeardAt: row.lastHeardAt,
            lastEqualAt: link?.lastEqualAt,
            copySeenAt: self.copySeenAt(place),
            places: row.places,
            placesUsed: row.placesUsed,
            feeds: row.feeds,
            changes: row.changes
        )
    }
}
