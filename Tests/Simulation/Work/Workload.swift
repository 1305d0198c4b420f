internal import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// What people do in a simulation: documents go down, receipts, replies and figures go up.
///
/// Every act is made from what is on the office's own disk at that moment, as a person would.
package struct Workload: Sendable {
    /// An act, and what it is in a few words.
    package struct Act: Sendable {
        package let act: LocalAct
        package let words: String
    }

    /// The kind of the records by which counters and sets are exercised; unknown to the business.
    static let tallyKind: UInt16 = 900
    private static let periods = ["2018", "2018H1", "2018Q2", "2018-06"]

    /// So many cases are opened at most.
    private static let casesMax = 6

    private var random: SplitMix64
    private var directiveCount = 0
    private var caseCount = 0
    /// Those that may be parties of cases.
    private let offices: [OfficePath]
    /// Whether offices work in houses and cases, too.
    private let hasCases: Bool

    init(random: SplitMix64, offices: [OfficePath], hasCases: Bool) {
        self.random = random
        self.offices = offices
        self.hasCases = hasCases
    }

    /// Draws what an office does next. Nil when what was drawn makes no sense there now.
    package mutating func draw(for office: SimulatedOffice, wall: Int64) throws -> Act? {
        switch self.random.below(100) {
        case 0..<14: try self.directive(by: office)
        case 14..<28: self.receipt(by: office, at: wall, isSigned: false)
        case 28..<42: self.receipt(by: office, at: wall, isSigned: true)
        case 42..<52: try self.reply(by: office, at: wall)
        case 52..<80: try self.report(by: office, at: wall)
        case 80..<90: self.review(by: office)
        case 90..<93: try self.roster(by: office)
        case 93..<95 where self.hasCases: self.house(by: office)
        case 95..<98 where self.hasCases: self.matter(by: office)
        case 93: try self.roster(by: office)
        default: self.tally(by: office)
        }
    }

    // MARK: Down the tree

    /// A directive to everybody below, or to the direct children, or to a level.
    package mutating func directive(by office: SimulatedOffice) throws -> Act? {
        self.directiveCount += 1
        let recipients = ["all", "children", "level:city", "level:society", "level:provincial"]
        let isUrgent = self.random.chance(perMille: 100)
        let content = try DirectiveContent(
            validating: Hexadecimal.text(self.random.bytes(16)),
            number: "科协模拟〔2018〕\(self.directiveCount)号",
            title: "关于开展第\(self.directiveCount)次工作的通知",
            body: String(repeating: "请按要求报送。", count: 1 + self.random.index(below: 40)),
            urgency: isUrgent ? "urgent" : "normal",
            issuedOn: "2018-06-01",
            replyBy: self.random.chance(perMille: 500) ? "2018-06-30" : nil,
            recipients: [self.random.element(of: recipients) ?? "all"],
            carriesOut: nil
        )
        return Act(
            act: LocalAct(
                .test,
                user: "clerk",
                isUrgent: isUrgent,
                intents: [content.intent(issuer: office.path)]
            ),
            words: "issues directive \(self.directiveCount)"
        )
    }

    private mutating func roster(by office: SimulatedOffice) throws -> Act? {
        guard let child = self.random.element(of: office.identity.hosted) else { return nil }
        return Act(
            act: self.act("admin", [try self.listing(of: child, by: office)]),
            words: "writes its roster"
        )
    }

    /// What a roster says of a society that the office hosts.
    private mutating func listing(
        of society: OfficePath,
        by office: SimulatedOffice
    ) throws -> RecordIntent {
        try OfficeContent(
            validating: society.office.text,
            name: "学会\(self.random.below(100))",
            nameEnglish: nil,
            level: Level.society.rawValue,
            hostedBy: office.path
        )
        .intent(roster: office.path)
    }

    /// Nil when there is nobody to register.
    mutating func registration(
        of children: [(node: OfficeTree.Node, places: Int?)],
        by office: SimulatedOffice
    ) throws -> Act? {
        let nodes = try children.map { child in
            try OfficeContent(
                validating: child.node.identity.path.office.text,
                name: "单位\(child.node.identity.path.office.text)",
                nameEnglish: nil,
                level: child.node.level.rawValue,
                hostedBy: nil
            )
            .intent(roster: office.path, granting: child.places)
        }
        let societies = try office.identity.hosted.map { try self.listing(of: $0, by: office) }
        let intents = nodes + societies
        guard !intents.isEmpty else { return nil }
        return Act(act: self.act("admin", intents), words: "registers its children")
    }

    // MARK: Up the tree

    /// For whom an office's node writes: itself or one of its hosted societies.
    private mutating func writer(at office: SimulatedOffice) -> (path: OfficePath, level: Level) {
        guard self.random.chance(perMille: 400),
            let hosted = self.random.element(of: office.identity.hosted)
        else { return (office.path, office.level) }
        return (hosted, .society)
    }

    /// One of the latest directives that is addressed to a writer.
    private mutating func addressed(
        to writer: (path: OfficePath, level: Level),
        on disk: StoreImage
    ) -> (id: DirectiveID, issuer: OfficePath)? {
        guard let key = self.random.element(of: Array(disk.directives.suffix(12))),
            let directive = Directive(key: key.record.key, state: disk.state(key)),
            directive.recipients.contains(where: {
                $0.addresses(writer.path, level: writer.level, issuer: key.space.owner)
            })
        else { return nil }
        return (directive.id, key.space.owner)
    }

    private mutating func receipt(
        by office: SimulatedOffice,
        at wall: Int64,
        isSigned: Bool
    ) -> Act? {
        let writer = self.writer(at: office)
        guard let directive = self.addressed(to: writer, on: office.store.durable) else {
            return nil
        }
        let intent =
            isSigned
            ? Receipt.signed(
                directive.id,
                issuer: directive.issuer,
                by: writer.path,
                at: wall,
                user: "clerk"
            )
            : Receipt.delivered(
                directive.id,
                issuer: directive.issuer,
                by: writer.path,
                at: wall
            )
        return Act(
            act: self.act(isSigned ? "clerk" : nil, [intent]),
            words: isSigned ? "signs a receipt" : "notes a delivery"
        )
    }

    private mutating func reply(by office: SimulatedOffice, at wall: Int64) throws -> Act? {
        let writer = self.writer(at: office)
        guard let directive = self.addressed(to: writer, on: office.store.durable) else {
            return nil
        }
        let content = try ReplyContent(
            validating: "第\(self.random.below(1000))稿",
            directive: directive.id,
            issuer: directive.issuer
        )
        let intent = content.intent(by: writer.path, at: wall, user: "clerk")
        return Act(act: self.act("clerk", [intent]), words: "replies")
    }

    /// A progress report with one to four figures.
    package mutating func report(by office: SimulatedOffice, at wall: Int64) throws -> Act? {
        let writer = self.writer(at: office)
        let first = self.random.index(below: Indicator.all.count)
        let points = (0...self.random.index(below: 4)).map { offset in
            PointDraft(
                indicator: Indicator.all[(first + offset) % Indicator.all.count].code,
                value: String(self.random.below(1000))
            )
        }
        let content = try ReportContent(
            validating: Hexadecimal.text(self.random.bytes(16)),
            title: "进展报告",
            period: self.random.element(of: Self.periods) ?? "2018",
            text: "已完成。",
            directive: nil,
            points: points
        )
        let intents = content.intents(
            by: writer.path,
            at: wall,
            user: "clerk",
            suite: office.identity.suite
        )
        return Act(act: self.act("clerk", intents), words: "reports \(points.count) figures")
    }

    // MARK: Concurrent edits

    /// One of all records. Nil when there are none.
    private mutating func record(on disk: StoreImage) -> RecordReference? {
        let count = disk.recordCount
        return count == 0 ? nil : disk.record(at: self.random.index(below: count))
    }

    /// An office corrects a figure of an office below it, perhaps while that office does, too. Only where it writes in
    /// that one's name, as for a society that it hosts, does it count.
    private mutating func review(by office: SimulatedOffice) -> Act? {
        let disk = office.store.durable
        guard let key = self.record(on: disk), key.record.kind == RecordKind.figures.rawValue,
            key.space.mayWrite(office.path),
            key.space.owner != office.path,
            let figure = self.random.element(of: Figures.values(disk.state(key)))
        else { return nil }
        let value = FieldIntent.Action.choose(.integer(Int64(self.random.below(1000))))
        let intent = RecordIntent(
            space: key.space,
            record: key.record,
            fields: [FieldIntent(figure.indicator, value)]
        )
        return Act(act: self.act("reviewer", [intent]), words: "corrects a figure below it")
    }

    /// Counters, sets and registers that an office and those above it write at the same time.
    private mutating func tally(by office: SimulatedOffice) -> Act? {
        let disk = office.store.durable
        var owner = self.writer(at: office).path
        if self.random.chance(perMille: 300), let key = self.record(on: disk) {
            let space = SpaceID(.reports, of: key.space.owner)
            if space.mayWrite(office.path) { owner = space.owner }
        }
        return self.tally(in: SpaceID(.reports, of: owner), "keeps a tally")
    }

    /// What nobody else is told.
    private mutating func house(by office: SimulatedOffice) -> Act? {
        let owner = self.writer(at: office).path
        return self.tally(in: SpaceID(.house, of: owner), "keeps a tally in the house")
    }

    // MARK: Together

    /// In a case: one is opened, its owner adds a party, takes one off or closes it, and all write.
    private mutating func matter(by office: SimulatedOffice) -> Act? {
        let charters = office.store.durable.charters
        let cases = charters.spaces.filter { space in
            let terms = charters[space]?.terms ?? .nothing
            let isIn = space.owner == office.path || terms.parties.contains(office.path)
            return isIn && !terms.removals.contains { $0.office == office.path }
        }
        if self.caseCount < Self.casesMax, cases.isEmpty || self.random.chance(perMille: 300) {
            self.caseCount += 1
            let id = CaseID(high: self.random.next(), low: self.random.next())
            let parties = (0...self.random.index(below: 3)).compactMap { _ in
                self.random.element(of: self.offices)
            }
            return self.charter(CharterWish(SpaceID(case: id, of: office.path), adding: parties))
        }
        guard let space = self.random.element(of: cases) else { return nil }
        if space.owner == office.path, self.random.chance(perMille: 400) {
            return self.amend(space, charters[space]?.terms ?? .nothing)
        }
        return self.tally(in: space, "keeps a tally in a case")
    }

    private mutating func amend(_ space: SpaceID, _ terms: CharterTerms) -> Act? {
        let present = terms.parties.filter(terms.admits)
        switch self.random.below(10) {
        case 0..<5:
            guard let party = self.random.element(of: self.offices) else { return nil }
            return self.charter(CharterWish(space, adding: [party]))
        case 5..<9:
            guard let party = self.random.element(of: present) else { return nil }
            return self.charter(CharterWish(space, takingOff: [party]))
        default: return self.charter(CharterWish(space, closing: true))
        }
    }

    package func charter(_ wish: CharterWish) -> Act {
        Act(
            act: LocalAct(.test, user: "clerk", parts: [], charter: wish),
            words: "issues a charter of \(wish.space)"
        )
    }

    private mutating func tally(in space: SpaceID, _ words: String) -> Act? {
        let element = Value.integer(Int64(self.random.below(4)))
        let set: FieldIntent.Action =
            self.random.chance(perMille: 700) ? .add(element) : .remove(element)
        guard let record = RecordID(kind: Self.tallyKind, key: [UInt8(self.random.below(3))]) else {
            return nil
        }
        let intent = RecordIntent(
            space: space,
            record: record,
            fields: [
                FieldIntent(1, .increment(Int64(self.random.below(10)))),
                FieldIntent(2, set),
                FieldIntent(3, .assign(element)),
            ]
        )
        return Act(act: self.act("clerk", [intent]), words: words)
    }

    /// Acts in several spaces get a common name.
    private mutating func act(_ user: String?, _ intents: [RecordIntent]) -> LocalAct {
        let isNamed = self.random.chance(perMille: 200)
        let name = isNamed ? ActID(high: self.random.next(), low: self.random.next()) : nil
        return LocalAct(.test, user: user, act: name, intents: intents)
    }
}
