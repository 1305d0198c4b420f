internal import OrderedCollections
internal import SyncProtocol

/// What notes make offices believe is so, never goes back, and is said to be kept only when it is; and
/// who is withheld from has an alarm.
package struct NoteChecker: Sendable {
    private static let beliefName = "what is believed to be saved elsewhere is there"
    private static let backName = "what is believed never goes back"
    private static let accusedName = "where nobody lies nobody is accused"
    private static let settledName = "a note that is said to be kept is on disk"
    private static let alarmName = "withheld reports raise an alarm"
    private static let quietName = "what is confirmed raises no alarm"

    /// A reader and a feed of which it has something.
    private struct Place: Hashable, Sendable {
        let feed: FeedID
        let reader: OfficePath
    }

    /// A reader and an office for which it signs.
    private struct Confirmation: Hashable, Sendable {
        let owner: OfficePath
        let reader: OfficePath
    }

    /// A stretch of own reports, and when it was on disk.
    private struct Report: Sendable {
        let feed: FeedID
        let number: UInt64
        let at: Int64
    }

    /// Looking takes place now and then; so long an alarm may be late, in milliseconds.
    private static let lateMilliseconds: Int64 = 65_000
    /// How many own reports are remembered at an office, the oldest first.
    private static let reportsMax = 64

    /// For each office, up to which number it believes that readers have its feeds.
    private var believed: [OrderedDictionary<Place, UInt64>]
    /// For each office, which received notes have come to an end on its disk.
    private var ended: [OrderedSet<NoteID>]
    /// For each office, its own reports that are not confirmed.
    private var reports: [[Report]]
    private var startedAt: [Int64]
    private let villains: [Int]
    private var areLiesInjected = false
    /// Offices that lie, whose disks were exchanged, or that have two nodes.
    private var doubtful = OrderedSet<Int>()
    /// The latest time that readers have ever given in a confirmation.
    private var signedAt: OrderedDictionary<Confirmation, Int64> = [:]

    init(officeCount: Int, villains: [Int]) {
        self.believed = Array(repeating: [:], count: officeCount)
        self.ended = Array(repeating: [], count: officeCount)
        self.reports = Array(repeating: [], count: officeCount)
        self.startedAt = Array(repeating: 0, count: officeCount)
        self.villains = villains
        self.doubtful.append(contentsOf: villains)
    }

    // MARK: Beliefs

    /// A confirmation has made an office believe something.
    mutating func believed(
        _ belief: StoreImage.Belief,
        at office: Int,
        _ offices: [SimulatedOffice]
    ) throws(CheckFailure) {
        let place = Place(feed: belief.position.feed, reader: belief.reader)
        let number = belief.position.head.number
        guard number > self.believed[office][place] ?? 0 else {
            throw CheckFailure(.correctness, Self.backName, office: office, "\(place.feed)")
        }
        self.believed[office][place] = number
        let readers = offices.indices.filter {
            offices[$0].path == belief.reader || offices[$0].formerPaths.contains(belief.reader)
        }
        // One that lies can do so about itself, and what a disk had that was exchanged is not known.
        guard !readers.contains(where: self.doubtful.contains) else { return }
        guard readers.contains(where: { offices[$0].store.durable.holds(belief.position) }) else {
            let detail = "\(belief.reader) does not have \(place.feed) \(number)"
            throw CheckFailure(.correctness, Self.beliefName, office: office, detail)
        }
    }

    /// The disk of an office came back after a crash.
    mutating func started(_ office: Int, with disk: StoreImage, now: Int64) throws(CheckFailure) {
        self.startedAt[office] = now
        for (place, number) in self.believed[office]
        where disk.saved(place.feed, at: place.reader) < number {
            let detail = "\(place.feed) \(number) at \(place.reader)"
            throw CheckFailure(.correctness, Self.backName, office: office, detail)
        }
    }

    /// The disk of an office was exchanged for another.
    mutating func restored(_ office: Int, to disk: StoreImage) {
        self.doubtful.append(office)
        self.believed[office] = [:]
        for belief in disk.beliefs {
            self.believed[office][Place(feed: belief.feed, reader: belief.reader)] = belief.number
        }
        self.reports[office] = []
    }

    /// The end of a feed was damaged and nobody is believed to have it any more: it is written again elsewhere.
    mutating func withdrawn(_ ends: [FeedPosition], at office: Int, on disk: StoreImage) {
        for end in ends {
            for place in self.believed[office].keys where place.feed == end.feed {
                self.believed[office][place] = disk.saved(place.feed, at: place.reader)
            }
        }
    }

    /// A scenario hands an office notes that nobody has sent.
    mutating func expectLies() { self.areLiesInjected = true }

    /// An office says that a confirmation is false.
    func accused(
        _ reader: OfficePath,
        by office: Int
    ) throws(CheckFailure) {
        guard self.villains.isEmpty, !self.areLiesInjected else { return }
        throw CheckFailure(.correctness, Self.accusedName, office: office, "of \(reader)")
    }

    // MARK: What is said of received notes

    mutating func refused(_ note: NoteID, at office: Int) {
        self.ended[office].append(note)
    }

    mutating func durable(_ outcomes: [NoteOutcome], at office: Int) {
        for case .received(let notes, let verdicts, _) in outcomes {
            for (note, verdict) in zip(notes, verdicts) where [.kept, .older].contains(verdict) {
                self.ended[office].append(note.id)
            }
        }
    }

    /// A neighbour is told that a note need not come again.
    func settled(_ note: NoteID, by office: Int) throws(CheckFailure) {
        guard self.ended[office].contains(note) else {
            throw CheckFailure(.correctness, Self.settledName, office: office, "\(note)")
        }
    }

    mutating func signed(_ confirmations: [ConfirmationNote]) {
        for confirmation in confirmations {
            let place = Confirmation(owner: confirmation.owner, reader: confirmation.reader)
            self.signedAt[place] = max(self.signedAt[place] ?? confirmation.at, confirmation.at)
        }
    }

    // MARK: Alarms

    mutating func committed(
        _ changes: [CommitReport.Committed],
        at office: Int,
        _ identity: OfficeIdentity,
        now: Int64
    ) {
        for change in changes
        where change.feed.author == identity.author && change.feed.branch == nil
            && change.feed.space == SpaceID(.reports, of: identity.path)
            && self.reports[office].count < Self.reportsMax
        {
            self.reports[office].append(
                Report(feed: change.feed, number: change.head.number, at: now)
            )
        }
    }

    /// An office has looked after what headquarters has not confirmed.
    mutating func looked(
        _ index: Int,
        _ office: SimulatedOffice,
        unconfirmed: [UnconfirmedFeed],
        linkedMilliseconds: Int64?,
        confirmMilliseconds: Int64,
        at now: Int64
    ) throws(CheckFailure) {
        let isRaised = office.desk?.alarms.contains { $0.kind == .unconfirmed } == true
        if unconfirmed.isEmpty, isRaised {
            throw CheckFailure(.correctness, Self.quietName, office: index, "nothing waits")
        }
        self.reports[index].removeAll { report in
            !unconfirmed.contains { $0.feed == report.feed && $0.number <= report.number }
        }
        let late = confirmMilliseconds + Self.lateMilliseconds
        guard !isRaised, let linkedMilliseconds, linkedMilliseconds > late,
            let oldest = self.reports[index].first,
            now - max(oldest.at, self.startedAt[index]) > late
        else { return }
        let detail = "\(oldest.feed) \(oldest.number) waits since \(oldest.at)"
        throw CheckFailure(.correctness, Self.alarmName, office: index, detail)
    }

    // MARK: The end

    /// What an office that reports does not know to be saved, in words. Nil: all is known.
    func missing(
        _ offices: [SimulatedOffice],
        except capped: [FeedID],
        ignoring ignored: [Int]
    ) -> String? {
        // What an evil reader has said of its office stands until one of the office's nodes signs again.
        let liars = self.liars(offices)
        for (index, office) in offices.enumerated() where !ignored.contains(index) {
            for (feed, end) in office.reportedFeeds where !capped.contains(feed.root) {
                for (place, reader) in offices.enumerated()
                where !ignored.contains(place) && !liars.contains(reader.path)
                    && reader.path != office.path
                    && reader.path.contains(office.path)
                    && feed.space.isDuty(of: reader.path, knowing: reader.store.durable)
                {
                    let saved = office.store.durable.saved(feed, at: reader.path)
                    guard saved >= end || self.isUnheard(reader, for: feed.space.owner) else {
                        return "office \(index) knows \(saved) of \(end) changes of \(feed) saved "
                            + "at office \(place)"
                    }
                }
            }
        }
        return nil
    }

    /// Offices that lie, whichever of their nodes does.
    private func liars(_ offices: [SimulatedOffice]) -> Set<OfficePath> {
        Set(self.villains.map { offices[$0].path })
    }

    /// A reader whose clock ran ahead, and whose disk has lost that it had signed then: what it says now is
    /// older to everybody than what it said before.
    private func isUnheard(_ reader: SimulatedOffice, for owner: OfficePath) -> Bool {
        let said = self.signedAt[Confirmation(owner: owner, reader: reader.path)] ?? Int64.min
        let known = reader.store.durable.confirmations(of: reader.path)
        return known.first { $0.owner == owner }.map { $0.at < said } ?? false
    }

    /// An alarm that stands though nothing is wrong any more.
    func standing(_ offices: [SimulatedOffice], ignoring ignored: [Int]) -> String? {
        let areHeadquartersLiars = self.liars(offices).contains(offices[0].path)
        for (index, office) in offices.enumerated() where !ignored.contains(index) {
            // Headquarters that have lied about themselves may stay without a say for a while, and so may
            // those that cannot be heard yet.
            let isHeard =
                !areHeadquartersLiars
                && !self.isUnheard(offices[0], for: office.path)
            let alarm = office.desk?.alarms.first { $0.kind != .unconfirmed || isHeard }
            guard let alarm else { continue }
            return "office \(index) has an alarm \(alarm.kind.rawValue) about \(alarm.office)"
        }
        return nil
    }
}
