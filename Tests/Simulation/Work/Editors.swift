internal import OrderedCollections
internal import SyncProtocol

/// People who open records, look at them for a while and save, several at each node (design, D4). There are few records,
/// so that they meet.
struct Editors: Sendable {
    /// A record, and the nodes on which people write it.
    private struct Place: Sendable {
        let reference: RecordReference
        let nodes: [Int]
    }

    /// How many people edit at each node.
    private static let peoplePerNode = 3
    /// How many records of a space are edited.
    private static let recordsPerSpace: UInt8 = 2
    private static let casesMax = 3

    private var random: SplitMix64
    /// The office of each node.
    private let offices: [OfficePath]
    private var places: [Place] = []
    private var caseCount = 0
    private var textCount = 0
    /// How often one of them opens a page, in milliseconds.
    private let everyMilliseconds: Int64

    /// - Parameters:
    ///   - offices: of each node; the first is headquarters.
    ///   - standby: an office with two nodes.
    init(random: SplitMix64, offices: [OfficePath], standby: Int?) {
        self.random = random
        self.offices = offices
        self.everyMilliseconds = self.random.integer(in: 100...1_500)
        let other = 1 + self.random.index(below: max(1, offices.count - 1))
        for owner in OrderedSet(
            [standby, other].compactMap { $0 }.filter(offices.indices.contains)
        ) {
            let path = offices[owner]
            self.edit(
                SpaceID(.reports, of: path),
                at: offices.indices.filter { offices[$0].contains(path) }
            )
        }
    }

    private mutating func edit(_ space: SpaceID, at nodes: [Int]) {
        for key in 0..<Self.recordsPerSpace {
            guard let reference = EditedKind.record(key, in: space) else { continue }
            self.places.append(Place(reference: reference, nodes: nodes))
        }
    }

    /// Until the next page is opened, in milliseconds.
    mutating func pause() -> Int64 { self.random.around(self.everyMilliseconds) }

    /// How long somebody looks at a page before saving: most a moment, some through an outage.
    mutating func patience() -> Int64 {
        switch self.random.below(10) {
        case 0..<6: self.random.integer(in: 20...2_000)
        case 6..<9: self.random.integer(in: 1_000...10_000)
        default: self.random.integer(in: 5_000...40_000)
        }
    }

    /// Whether somebody presses the button twice, and how long after.
    mutating func impatience() -> Int64? {
        self.random.chance(perMille: 40) ? self.random.integer(in: 0...1_000) : nil
    }

    /// Whether somebody whose node went down before it answered saves once more, and how long after.
    mutating func retry() -> Int64? {
        self.random.chance(perMille: 700) ? self.random.integer(in: 500...15_000) : nil
    }

    /// A case that an office opens with two others, of different branches where there are any. Nil most times.
    mutating func matter(isUp: (Int) -> Bool) -> (wish: CharterWish, node: Int)? {
        guard self.caseCount < Self.casesMax, self.random.chance(perMille: 200) else { return nil }
        let owner = self.random.index(below: self.offices.count)
        guard isUp(owner) else { return nil }
        self.caseCount += 1
        let first = self.random.element(of: self.offices) ?? self.offices[owner]
        let apart = self.offices.filter { !$0.contains(first) && !first.contains($0) }
        let parties = [first] + [self.random.element(of: apart)].compactMap { $0 }
        let id = CaseID(high: self.random.next(), low: self.random.next())
        let space = SpaceID(case: id, of: self.offices[owner])
        let members = parties + [space.owner]
        self.edit(space, at: self.offices.indices.filter { members.contains(self.offices[$0]) })
        return (CharterWish(space, adding: parties.filter { $0 != space.owner }), owner)
    }

    /// Who opens a page of which record. Nil when the office may not write there yet.
    mutating func page(in offices: [SimulatedOffice]) -> OpenPage? {
        guard let place = self.random.element(of: self.places),
            let node = self.random.element(of: place.nodes),
            offices[node].isUp, Self.mayWrite(offices[node], in: place.reference.space)
        else { return nil }
        let person = 1 + self.random.index(below: Self.peoplePerNode)
        var page = OpenPage(
            of: place.reference,
            in: offices[node].store.durable.state(place.reference),
            at: node,
            by: "clerk\(person)"
        )
        self.fill(&page)
        return page
    }

    /// A party writes in a case once the feed of a charter that names it is here; others may tell of the case before.
    private static func mayWrite(_ office: SimulatedOffice, in space: SpaceID) -> Bool {
        guard space.kind == .case else { return true }
        guard let known = office.store.durable.charters[space] else { return false }
        return space.owner == office.path
            || known.grants.contains { $0.parties.contains(office.path) }
    }

    /// What the person will save: what is at odds is settled often, and now and then somebody means to settle what is not.
    private mutating func fill(_ page: inout OpenPage) {
        let atOdds = page.fieldsAtOdds
        page.isSettlement = self.random.chance(perMille: atOdds.isEmpty ? 30 : 600)
        var fields = page.isSettlement ? atOdds : []
        if fields.isEmpty {
            fields = EditedKind.fields.filter { _ in self.random.chance(perMille: 350) }
        }
        if fields.isEmpty { fields = [self.random.element(of: EditedKind.fields) ?? 1] }
        page.entries = fields.map { field in
            self.textCount += 1
            return OpenPage.Entry(field: field, text: "t\(self.textCount)")
        }
    }
}
