internal import Decision
internal import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// One office of a simulation, for scenarios that say what happens: `sim.office("510100").crash()`.
package struct OfficeHandle {
    package let simulation: Simulation
    package let index: Int

    package var office: SimulatedOffice { self.simulation.offices[self.index] }
    /// What is on its disk.
    package var disk: StoreImage { self.office.store.durable }
    package var path: OfficePath { self.office.path }

    /// Whether something lies on its disk that waits.
    package var hasHeld: Bool { self.office.store.state.tally.held > 0 }

    /// How many offices it knows in a branch.
    package func used(below office: OfficeHandle) -> Int {
        let directory = self.office.store.state.directory
        return directory.office(office.path).map { directory.occupancy[$0].used } ?? 0
    }

    /// How many it takes in there; nil for any number.
    package func places(of office: OfficeHandle) -> Int? {
        let directory = self.office.store.state.directory
        return directory.office(office.path).flatMap { directory.places(of: $0) }
    }

    // MARK: Faults

    /// Power fails. The node stays down until ``start()``.
    package func crash() { self.simulation.takeDown(self.index) }

    package func start() throws { try self.simulation.startNow(self.index) }

    package func backUp() { self.simulation.backUpNow(self.index) }

    /// Puts the disk of the last ``backUp()`` in, with the node down.
    ///
    /// - Parameter keepingFence: the fence file was not in the backup.
    package func restore(keepingFence: Bool) {
        if self.office.isUp { self.crash() }
        self.simulation.exchangeNow(self.index, keepingFence ? .databaseAlone : .wholeFolder)
    }

    /// Something becomes of its disk, with the node down or not; if not, it comes up again by itself.
    ///
    /// - Parameter place: which of its backups is put in, the oldest first.
    package func exchange(_ exchange: FaultPlan.Exchange, from place: Int? = nil) {
        self.simulation.exchangeNow(self.index, exchange, from: place)
    }

    /// The disk loses what was written of a change.
    package func rot(_ change: ChangePlace) throws {
        try self.simulation.offices[self.index].store.rot(.change(change))
    }

    /// The disk loses what was written of all totals.
    package func rotTotals() throws {
        for key in self.disk.totalsKeys {
            try self.simulation.offices[self.index].store.rot(.totals(key))
        }
    }

    package func stepClock(by milliseconds: Int64) {
        self.simulation.offices[self.index].clock.step(by: milliseconds)
    }

    // MARK: Work

    /// Issues a directive to everybody below.
    @discardableResult
    package func issueDirective(_ number: Int, isUrgent: Bool = false) throws -> ActNumber {
        let content = try DirectiveContent(
            validating: Self.identifier(number),
            number: "科协发〔2018〕\(number)号",
            title: "关于报送工作进展的通知",
            body: "请按要求报送。",
            urgency: (isUrgent ? Urgency.urgent : .normal).rawValue,
            issuedOn: "2018-05-03",
            replyBy: "2018-06-30",
            recipients: ["all"],
            carriesOut: nil
        )
        return try self.submit([content.intent(issuer: self.path)], "issues directive \(number)")
    }

    /// Names a society that this office hosts in its roster, and waits until it is saved.
    package func host(_ society: OfficePath) throws {
        let content = try OfficeContent(
            validating: society.office.text,
            name: "学会",
            nameEnglish: nil,
            level: Level.society.rawValue,
            hostedBy: self.path
        )
        let count = self.simulation.counts.acknowledgedActs
        try self.submit([content.intent(roster: self.path)], "hosts \(society)")
        try self.simulation.run(until: "the roster is saved") {
            $0.counts.acknowledgedActs > count
        }
    }

    /// Signs for a directive that is here.
    @discardableResult
    package func signReceipt(_ number: Int, for writer: OfficePath? = nil) throws -> ActNumber {
        let key = self.disk.directives.first {
            $0.record.key == Hexadecimal.bytes(Self.identifier(number))
        }
        guard let key, let id = DirectiveID(bytes: key.record.key) else {
            let detail = "directive \(number) has not arrived"
            throw CheckFailure(.correctness, "scenario", office: self.index, detail)
        }
        let intent = Receipt.signed(
            id,
            issuer: key.space.owner,
            by: writer ?? self.path,
            at: self.office.clock.wall(at: self.simulation.now),
            user: "clerk"
        )
        return try self.submit([intent], "signs for directive \(number)")
    }

    /// Reports one figure of the first indicator for a year.
    @discardableResult
    package func report(
        _ value: Int,
        year: Int = 2018,
        for writer: OfficePath? = nil
    ) throws -> ActNumber {
        let content = try ReportContent(
            validating: Hexadecimal.text(self.simulation.drawBytes(16)),
            title: "进展报告",
            period: String(year),
            text: "已完成。",
            directive: nil,
            points: [PointDraft(indicator: Indicator.all[0].code, value: String(value))]
        )
        let intents = content.intents(
            by: writer ?? self.path,
            at: self.office.clock.wall(at: self.simulation.now),
            user: "clerk",
            suite: self.simulation.settings.suite
        )
        return try self.submit(intents, "reports \(value)")
    }

    /// Writes what would be a correction of the figure that an office below has reported.
    @discardableResult
    package func correct(_ value: Int, of owner: OfficePath, year: Int = 2018) throws -> ActNumber {
        let intent = Self.figure(value, in: SpaceID(.reports, of: owner), year: year)
        return try self.submit([intent], "corrects a figure of \(owner)")
    }

    /// Writes in the reports of an office below, under a kind of record that this version does not know.
    @discardableResult
    package func review(_ owner: OfficePath) throws -> RecordReference {
        let space = SpaceID(.reports, of: owner)
        guard let record = RecordID(kind: Workload.tallyKind, key: [1]) else {
            throw CheckFailure(.correctness, "scenario", office: self.index, "no record")
        }
        let field = FieldIntent(1, .choose(.text("退回修改")))
        try self.submit(
            [RecordIntent(space: space, record: record, fields: [field])],
            "reviews \(owner)"
        )
        return RecordReference(record, in: space)
    }

    /// Issues a charter of a case that this office co-ordinates.
    package func issue(_ wish: CharterWish) throws {
        try self.simulation.submit(self.simulation.workload.charter(wish), at: self.index)
    }

    /// Writes a text in a case.
    package func write(_ text: String, in space: SpaceID, key: UInt8 = 1) throws {
        guard let record = RecordID(kind: Workload.tallyKind, key: [key]) else { return }
        let field = FieldIntent(9, .add(.text(text)))
        try self.submit(
            [RecordIntent(space: space, record: record, fields: [field])],
            "writes in \(space)"
        )
    }

    /// What has been written in a case, as far as it counts here.
    package func texts(in space: SpaceID, key: UInt8 = 1) -> [String] {
        guard let record = RecordID(kind: Workload.tallyKind, key: [key]) else { return [] }
        return self.disk.state(RecordReference(record, in: space)).elements(9)
            .compactMap(\.text).sorted()
    }

    /// Writes what would be a figure among reports into the office's space of another kind.
    package func writeFigure(_ value: Int, as kind: SpaceKind) throws -> SpaceID {
        let space = SpaceID(kind, of: self.path)
        try self.submit([Self.figure(value, in: space, year: 2018)], "writes in \(space)")
        return space
    }

    private static func figure(_ value: Int, in space: SpaceID, year: Int) -> RecordIntent {
        RecordIntent(
            space: space,
            record: RecordKind.figures.record(Array(String(year).utf8)),
            fields: [FieldIntent(Indicator.all[0].number, .choose(.integer(Int64(value))))]
        )
    }

    /// Hands in whatever a node's own people could write, sound or not.
    @discardableResult
    package func submit(_ intents: [RecordIntent], _ words: String) throws -> ActNumber {
        let act = LocalAct(.test, user: "clerk", intents: intents)
        return try self.simulation.submit(Workload.Act(act: act, words: words), at: self.index)
    }

    // MARK: What is there

    package func hasDirective(_ number: Int) -> Bool {
        self.disk.directives.contains {
            $0.record.key == Hexadecimal.bytes(Self.identifier(number))
        }
    }

    /// How far a receipt has come, as far as this office knows: 0, 1 delivered, 2 signed.
    package func receiptStep(_ number: Int, of owner: OfficePath) -> UInt32 {
        guard let key = Hexadecimal.bytes(Self.identifier(number)) else { return 0 }
        let record = RecordReference(
            RecordKind.receipt.record(key),
            in: SpaceID(.receipts, of: owner)
        )
        return Receipt(key: key, state: self.disk.state(record))?.step.rawValue ?? 0
    }

    /// The total of the first indicator at an office, as this office has added it up.
    package func total(of owner: OfficePath? = nil, year: Int = 2018) -> Int64? {
        self.disk.total(
            of: owner ?? self.path,
            period: String(year),
            indicator: Indicator.all[0].number
        )
    }

    /// How many unsettled values stand beside the latest one.
    package func conflicts(of owner: OfficePath, year: Int = 2018) -> Int {
        let record = RecordReference(
            RecordKind.figures.record(Array(String(year).utf8)),
            in: SpaceID(.reports, of: owner)
        )
        return self.disk.state(record).conflicts.count
    }

    /// Whether its fence does not agree with its disk.
    package var isPastInDoubt: Bool { self.office.past.doubt != nil }

    /// How many changes of its own its fence knows of that are not on its disk.
    package var missingCount: Int64 { self.office.past.missing ?? 0 }

    /// The incarnations in which this office has written.
    package var incarnations: [UInt64] {
        var found: [UInt64] = []
        for position in self.disk.positions
        where position.feed.author == self.office.identity.author {
            let incarnation = position.feed.incarnation
            if !found.contains(incarnation) { found.append(incarnation) }
        }
        return found
    }

    private static func identifier(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 32 - digits.utf8.count) + digits
    }
}
