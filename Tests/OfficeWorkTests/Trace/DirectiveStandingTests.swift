import SyncProtocol
import Testing

@testable import OfficeWork

@Suite("How far a directive has come, office by office")
struct DirectiveStandingTests {
    private static let issuedAt: Int64 = 100

    /// Headquarters with three provinces: the first has two cities, one of them with a county; of the second only a city
    /// is addressed; the third has none.
    private static let tree: [(path: String, level: Level)] = [
        ("0", .national), ("0/1", .provincial), ("0/1/1", .city), ("0/1/2", .city),
        ("0/1/2/1", .county), ("0/2", .provincial), ("0/2/1", .city), ("0/3", .provincial),
    ]

    private static func reading(
        to recipients: [String],
        receipts: [OfficeReceipt] = [],
        answers: [OfficeAnswer] = [],
        folds: [(signer: OfficePath, note: TraceFoldNote)] = []
    ) throws -> TraceReading {
        let own = Sample.path("0")
        let intent = try Sample.directive { $0.recipients = recipients }.intent(issuer: own)
        var (desk, state) = (Desk(7), RecordState())
        desk.write(intent, to: &state, at: Self.issuedAt)
        let directive = try #require(Directive(key: intent.record.key, state: state))
        let known = KnownOffices(
            listings: Dictionary(
                uniqueKeysWithValues: Self.tree.map { office in
                    let entry = OfficeListing.Entry(
                        since: Stamp(milliseconds: 1),
                        level: office.level
                    )
                    return (Sample.path(office.path), OfficeListing([entry]))
                }
            )
        )
        let offices = Self.tree.map { Sample.path($0.path) }
        let audience = TraceAudience(
            IssuedDirective(issuer: own, directive: directive),
            own: own,
            offices: offices,
            known,
            isKnown: offices.contains
        )
        return TraceReading(audience, receipts: receipts, answers: answers, folds: folds)
    }

    private static func signed(_ path: String) -> OfficeReceipt {
        OfficeReceipt(
            office: Sample.path(path),
            issuer: Sample.path("0"),
            deliveredAt: 200,
            openedAt: 300,
            signedAt: 400,
            signedBy: "clerk"
        )
    }

    private static func answered(_ path: String) -> OfficeAnswer {
        OfficeAnswer(office: Sample.path(path), at: 500, versions: 1)
    }

    private static func fold(
        of child: String,
        _ offices: [(path: [String], facts: TraceFacts)]
    ) throws -> (signer: OfficePath, note: TraceFoldNote) {
        var fold = TraceFold(goal: .answered)
        for office in offices {
            let path = try office.path.map { try #require(OfficeID($0)) }
            let exception = TraceException(path: path, facts: office.facts, at: 1)
            fold.merge(TraceFold(exception, goal: .answered))
        }
        let id = try #require(DirectiveID(hex: Sample.id))
        return (Sample.path(child), TraceFoldNote(directive: id, at: 1, fold: fold))
    }

    @Test("Each child's branch is counted by itself, the child not among them")
    func branches() throws {
        let standing = DirectiveStanding(
            try Self.reading(
                to: ["all"],
                receipts: [Self.signed("0/1/1"), Self.signed("0/1")],
                answers: [Self.answered("0/1/1")]
            )
        )
        let first = try #require(standing.tally(below: Sample.path("0/1")))
        #expect(first.addressed == 3)
        #expect(first.signed == 1)
        #expect(first.answered == 1)
        #expect(standing.tally(below: Sample.path("0/2"))?.addressed == 1)
        #expect(standing.tally(below: Sample.path("0/3")) == nil, "nobody stands below it")
        #expect(standing.tally.addressed == 7)
        #expect(standing.tally.signed == 2)
    }

    @Test("What a branch has told counts where it is more than what has come of each")
    func folded() throws {
        let received: TraceFacts = [.received, .verified]
        let told = try Self.fold(
            of: "0/1",
            [(["1"], received), (["2"], received), (["2", "1"], [])]
        )
        let standing = DirectiveStanding(
            try Self.reading(
                to: ["all"],
                receipts: [Self.signed("0/1")],
                answers: [Self.answered("0/1/2")],
                folds: [told, try Self.fold(of: "0/1/2", [(["1"], received)])]
            )
        )
        let below = try #require(standing.tally(below: Sample.path("0/1")))
        #expect(below.received == 2)
        #expect(below.answered == 1, "the answer has come before the fold that tells of it")
        #expect(standing.tally.received == 3)
        let listed: (OfficePath) -> Bool = { _ in true }
        let county = standing.step(Sample.path("0/1/2/1"), isListed: listed)
        #expect(county.standing.facts == [])
        #expect(county.standing.hasArrived == false)
        #expect(county.lastHop == Sample.path("0/1/2"))
        #expect(standing.step(Sample.path("0/1/2"), isListed: listed).isComingUp)
        #expect(standing.step(Sample.path("0/2/1"), isListed: listed).basis == .unknown)
        let direct = standing.step(Sample.path("0/1"), isListed: listed)
        #expect(direct.basis == .record)
        #expect(direct.receipt?.signedBy == "clerk")
    }

    @Test(
        "Offices between the issuer and those addressed have their place, each once and in tree order"
    )
    func places() throws {
        let standing = DirectiveStanding(
            try Self.reading(to: ["0/1/2/1", "0/2/1", "0/2", "0/9/9"])
        )
        #expect(
            standing.places.map(\.description) == ["0/1", "0/1/2", "0/1/2/1", "0/2", "0/2/1"]
        )
        #expect(standing.unknown == [Sample.path("0/9/9")], "no roster tells of it")
        #expect(standing.recipients == 4)
        let unknown = standing.unknownStep(Sample.path("0/9/9"))
        #expect(unknown.standing.isAddressed)
        #expect(unknown.lastHop == Sample.path("0"))
    }

    @Test("Of an office that only passes it on it is known to be there once somebody below has it")
    func relays() throws {
        let without = DirectiveStanding(try Self.reading(to: ["level:city"]))
        let relay = Sample.path("0/2")
        #expect(without.step(relay, isListed: { _ in true }).standing.hasArrived == false)
        let with = DirectiveStanding(
            try Self.reading(to: ["level:city"], receipts: [Self.signed("0/2/1")])
        )
        #expect(with.step(relay, isListed: { _ in true }).standing.hasArrived)
        #expect(with.step(relay, isListed: { _ in true }).standing.isAddressed == false)
        // Nobody knows whether one that stands in no roster yet is addressed.
        #expect(with.step(relay, isListed: { _ in false }).standing.hasArrived == false)
    }

    @Test(
        "The fold for the office above is the same, whether it is made of records or of the children's folds"
    )
    func folding() throws {
        let facts = TraceFacts(isReceived: true, isOpened: true, isSigned: true, isAnswered: false)
        let receipts = ["0/1", "0/1/1", "0/1/2", "0/1/2/1"].map(Self.signed)
        let byRecords = try #require(
            try Self.reading(to: ["0/1", "0/1/1", "0/1/2", "0/1/2/1"], receipts: receipts).foldBelow
        )
        let told = try Self.fold(of: "0/1", [(["1"], facts), (["2"], facts), (["2", "1"], facts)])
        let byFolds = try #require(
            try Self.reading(
                to: ["0/1", "0/1/1", "0/1/2", "0/1/2/1"],
                receipts: [Self.signed("0/1")],
                folds: [told]
            ).foldBelow
        )
        #expect(byRecords.counts == byFolds.counts)
        #expect(byRecords.exceptions.map(\.path) == byFolds.exceptions.map(\.path))
    }
}
