internal import Decision
internal import OfficeWork
internal import SyncProtocol

// An evil office enters one office after the other in its own roster. Its own node takes them all; everybody else
// takes as many as its parent has granted (decision 0029).

extension Simulation {
    /// So many are entered at a time.
    private static let floodCount = 40
    /// Until so many are: as many as an office has places of which no roster tells.
    private static let floodedMax = BranchPlaces.ofCounty - Simulation.floodCount
    /// It begins when it is known everywhere, unless faults prevent that.
    private static let beginsMilliseconds: Int64 = 10_000
    /// For each office in a branch so many more have a place.
    private static let spareCount = 8

    var hasFloods: Bool { self.plan.malices.contains(.floodsRoster) }

    /// The branches that evil offices fill: their own, and those of all offices above.
    var floodedBranches: [OfficePath] {
        self.hasFloods ? self.villains.flatMap { self.offices[$0].path.lineage } : []
    }

    /// How many places an office is granted: enough for those that are to come, and some more.
    ///
    /// What the branches below it have to spare is part of what it has, so no flood takes the places of its neighbours.
    func places(of node: OfficeTree.Node) -> Int? {
        guard self.hasFloods else { return nil }
        let path = node.identity.path
        let branch = self.tree.nodes.filter { path.contains($0.identity.path) }
        let count = branch.reduce(0) { $0 + 1 + $1.identity.hosted.count }
        return count - 1 + count * Self.spareCount
    }

    /// - Returns: false where an office has no bound, has not heard of it yet, or has done enough.
    func planFlood(by office: Int) -> Bool {
        let directory = self.offices[office].store.state.directory
        guard self.now >= Self.beginsMilliseconds,
            let place = directory.office(self.offices[office].path),
            directory.places(of: place) != nil, directory.isListed(at: place),
            directory.occupancy[place].used < Self.floodedMax
        else { return false }
        self.schedule(after: 1, .flood(office: office))
        return true
    }

    func floodNow(_ office: Int) throws {
        guard self.isFaulty, self.offices[office].isUp else { return }
        let path = self.offices[office].path
        let intents = try (0..<Self.floodCount).map { _ in
            try OfficeContent(
                validating: "F\(Hexadecimal.text(self.drawBytes(5)))",
                name: "虚设单位",
                nameEnglish: nil,
                level: Level.county.rawValue,
                hostedBy: nil
            )
            .intent(roster: path)
        }
        let act = LocalAct(.test, user: "flooder", intents: intents)
        try self.submit(Workload.Act(act: act, words: "floods its roster"), at: office)
    }

    /// Every office grants those below it more places than anybody has used: then all must agree.
    func grantPlaces() throws {
        guard self.hasFloods else { return }
        for office in self.offices.indices where self.offices[office].isUp {
            try self.registerChildren(of: office, granting: BranchPlaces.grantMax)
        }
    }
}
