internal import OfficeWork
internal import SyncProtocol

/// One office on its way to another parent.
struct Reparenting: Sendable {
    let office: Int
    let parent: Int
    /// The lowest office above both places: it says so.
    let declarer: Int
    let old: OfficePath
    let new: OfficePath
    var isMoved = false
}

// An office goes from one parent to another while the world goes on (docs/organisation.md).

extension Simulation {
    private static let retryMilliseconds: Int64 = 2_000

    /// Tells a relay when its store knows other things of offices that moved.
    func tellOfSuccessions(_ office: Int) throws {
        let known = self.offices[office].store.durable.successions
        guard let relay = self.offices[office].relay, relay.successions != known else { return }
        try self.step(office, .reorganised(known))
    }

    /// The office above both places writes its roster, as soon as its node runs.
    func declareReparenting() throws {
        guard self.isFaulty else { return }
        if self.reparenting == nil { self.reparenting = self.drawReparenting() }
        guard let move = self.reparenting else { return }
        guard self.offices[move.declarer].isUp else {
            return self.schedule(after: Self.retryMilliseconds, .declare)
        }
        try self.declare(move)
    }

    /// People look whether what they said is there still and in force, and carry the move out.
    func finishReparenting() throws {
        guard let move = self.reparenting else { return }
        try self.declare(move, again: self.isDatedAhead(move))
        try self.carryOutReparenting()
    }

    /// Whether what was said may be held elsewhere, since the clock was ahead.
    private func isDatedAhead(_ move: Reparenting) -> Bool {
        let office = self.offices[move.declarer]
        let wall = SimulatedClock().wall(at: self.now)
        return office.store.durable.feeds.contains { copy in
            copy.feed.space == SpaceID(.roster, of: office.path)
                && copy.entries.contains { HybridClock.isTooFarAhead($0.stamp, at: wall) }
        }
    }

    private func declare(_ move: Reparenting, again: Bool = false) throws {
        let known = self.offices[move.declarer].store.durable.successions.declared
        guard again || !known.contains(where: { $0.from == move.old }) else { return }
        let content = try SuccessionContent(
            validating: move.old,
            to: [move.new],
            kind: SuccessionKind.move.rawValue,
            reason: "区划调整",
            declaredBy: self.offices[move.declarer].path,
            since: self.offices[move.declarer].clock.wall(at: self.now)
        )
        try self.submit(
            Workload.Act(
                act: LocalAct(
                    .test,
                    user: "admin",
                    intents: [content.intent(by: self.settings.suite)]
                ),
                words: "says that \(move.old) goes to \(move.new)"
            ),
            at: move.declarer
        )
    }

    /// The office stops, takes up its new credentials, and dials its new parent.
    func carryOutReparenting() throws {
        guard let move = self.reparenting, !move.isMoved else { return }
        self.reparenting?.isMoved = true
        self.counts.faults[.reparenting] += 1
        if self.offices[move.office].isUp { self.takeDown(move.office) }
        self.offices[move.office].move(to: try self.identity(of: move))
        self.note(move.office, .moved(from: "\(move.old)", to: "\(move.new)"))
        for cable in self.network.cables.indices
        where self.network.cables[cable].edge.child == move.office {
            self.network.cables[cable].isRetired = true
            self.cutCable(cable)
        }
        let cable = self.network.lay(OfficeTree.Edge(child: move.office, parent: move.parent))
        // While all are apart for weeks, so are these two.
        self.network.cables[cable].downUntil = self.apartUntil
        try self.startNow(move.office)
    }

    private func identity(of move: Reparenting) throws -> OfficeIdentity {
        let old = self.offices[move.office].identity
        let parent = self.offices[move.parent].identity
        let signer = old.signer
        let issued = try parent.chain.issuing(
            child: old.path.office,
            publicKey: signer.publicKey,
            serial: 2,
            signer: parent.signer
        )
        guard let chain = issued else { return old }
        let hosted = old.hosted.compactMap { chain.path.child($0.office) }
        return OfficeIdentity(signer: signer, chain: chain, hosted: hosted)
    }

    /// An office without nodes below it, and a new parent of about the same level elsewhere.
    private func drawReparenting() -> Reparenting? {
        // Two nodes of one office move one by one, and one that dies says and takes in nothing more.
        let honest = self.offices.indices.filter { office in
            !self.villains.contains(office)
                && self.offices.count { $0.path == self.offices[office].path } == 1
        }
        let leaves = honest.filter { office in
            self.offices[office].path.depth > 1
                && !self.network.cables.contains { $0.edge.parent == office }
        }
        guard let office = self.random.element(of: leaves) else { return nil }
        let old = self.offices[office].path
        let parents = honest.filter { parent in
            let path = self.offices[parent].path
            return parent != office && path != old.parent && path.depth < 5
                && !old.contains(path)
        }
        guard let parent = self.random.element(of: parents),
            let new = self.offices[parent].path.child(old.office)
        else { return nil }
        let declarer = honest.filter { place in
            let path = self.offices[place].path
            return path != old && path.contains(old) && path.contains(new)
        }
        .max { self.offices[$0].path.depth < self.offices[$1].path.depth }
        guard let declarer else { return nil }
        return Reparenting(office: office, parent: parent, declarer: declarer, old: old, new: new)
    }
}
