import Testing

@testable import SyncProtocol

/// What a precondition says of what is there already.
@Suite("Preconditions of an act")
struct PreconditionTests {
    /// A transaction's knowledge as plain values.
    struct Image: ActImage {
        var states: [RecordReference: RecordState] = [:]
        var digests: [SpaceID: SetDigest] = [:]
        var served: [OfficePath] = []
        var full: FullBranch?

        func state(of reference: RecordReference) throws(Never) -> RecordState? {
            self.states[reference]
        }

        func holder(
            of uniqueness: Uniqueness,
            beside reference: RecordReference
        ) throws(Never) -> RecordID? {
            self.states.first {
                $0.key.space == reference.space
                    && uniqueness.isShared($0.key.record, $0.value, with: reference.record)
            }?.key.record
        }

        func hasNode(_ office: OfficePath) throws(Never) -> Bool { self.served.contains(office) }

        func fullBranch(for office: OfficePath) throws(Never) -> FullBranch? { self.full }

        func digest(of space: SpaceID) throws(Never) -> SetDigest? { self.digests[space] }
    }

    private let space: SpaceID
    private let reference: RecordReference

    init() throws {
        let office = try #require(OfficePath(text: "100000/510000"))
        self.space = SpaceID(.directives, of: office)
        self.reference = RecordReference(try Self.record("a"), in: self.space)
    }

    private static func record(_ key: String) throws -> RecordID {
        try #require(RecordID(kind: 10, key: Array(key.utf8)))
    }

    /// A record whose `choice` fields hold these values, each list being values at odds.
    private func state(_ values: [UInt16: [Value]]) -> RecordState {
        RecordState(
            slots: values.keys.sorted().map { number in
                var choice = ChoiceState()
                for (index, value) in (values[number] ?? []).enumerated() {
                    let dot = Dot(change: ChangeID(high: 1, low: UInt64(index)), index: 0)
                    choice.insert(
                        ChoiceState.Entry(
                            dot: dot,
                            stamp: Stamp(raw: UInt64(index + 1) << 16),
                            value: value
                        )
                    )
                }
                return RecordState.Slot(number: number, state: .choice(choice))
            }
        )
    }

    private func content(_ title: Value?, _ text: Value?) -> RecordContent {
        RecordContent(
            of: self.reference,
            [RecordContent.Field(1, title), RecordContent.Field(2, text)]
        )
    }

    @Test(
        "a record is new, the same again, or another one, also when a field was left out or added"
    )
    func isNew() {
        let content = self.content(.text("t"), nil)
        #expect(Precondition.isNew(content).verdict(Image()) == .holds)
        let others: [(RecordState, UInt16?)] = [
            (self.state([1: [.text("t")]]), nil),
            (self.state([1: [.text("t")], 2: [.text("")]]), nil),
            (self.state([1: [.text("t")], 2: [.text("more")]]), 2),
            (self.state([1: [.text("other")]]), 1),
            (self.state([3: [.text("t")]]), 1),
        ]
        for (state, field) in others {
            let image = Image(states: [self.reference: state])
            let expected: Precondition.Verdict =
                field.map {
                    .fails(.differs(self.reference, field: $0, present: state))
                } ?? .isDone
            #expect(Precondition.isNew(content).verdict(image) == expected)
            let agreed = expected == .isDone ? .holds : expected
            #expect(Precondition.agrees(content).verdict(image) == agreed)
        }
    }

    @Test("what is said again while two values are at odds settles them and is no repetition")
    func isNotSaid() {
        let said = Precondition.isNotSaid(self.content(.text("a"), nil))
        #expect(said.verdict(Image()) == .holds)
        let one = Image(states: [self.reference: self.state([1: [.text("a")]])])
        #expect(said.verdict(one) == .isDone)
        let odds = Image(states: [self.reference: self.state([1: [.text("a"), .text("b")]])])
        #expect(said.verdict(odds) == .holds)
        let same = Image(states: [self.reference: self.state([1: [.text("a"), .text("a")]])])
        #expect(said.verdict(same) == .isDone)
        // Empty and absent are the same.
        let emptied = Precondition.isNotSaid(self.content(nil, nil))
        #expect(
            emptied.verdict(Image(states: [self.reference: self.state([1: [.text("")]])]))
                == .isDone
        )
        #expect(emptied.verdict(one) == .holds)
    }

    @Test("a value or a spelling is had once")
    func isUnique() throws {
        let other = try Self.record("A")
        let holder = RecordReference(other, in: self.space)
        let state = self.state([1: [.text("60")]])
        let image = Image(states: [holder: state])
        let number = Uniqueness.value(1, .text("60"))
        for uniqueness in [number, .foldedKey] {
            #expect(
                Precondition.isUnique(self.reference, uniqueness).verdict(image)
                    == .fails(.taken(uniqueness, self.reference, holder: other, present: state))
            )
            #expect(Precondition.isUnique(holder, uniqueness).verdict(image) == .holds)
        }
        let odds = Image(states: [holder: self.state([1: [.text("60"), .text("59")]])])
        #expect(Precondition.isUnique(self.reference, number).verdict(odds) != .holds)
        let free = Uniqueness.value(1, .text("61"))
        #expect(Precondition.isUnique(self.reference, free).verdict(odds) == .holds)
        #expect(Precondition.isUnique(self.reference, free).verdict(image) == .holds)
    }

    @Test("steps, empty fields, records, nodes and spaces")
    func facts() throws {
        var state = self.state([1: [.text("a")]])
        state = RecordState(
            slots: state.slots + [
                RecordState.Slot(number: 5, state: .stage(StageState(reopening: 0, step: 1)))
            ]
        )
        let office = self.space.owner
        let image = Image(
            states: [self.reference: state],
            digests: [self.space: SetDigest()],
            served: [office]
        )
        func verdict(_ precondition: Precondition) -> Precondition.Verdict {
            precondition.verdict(image)
        }
        #expect(verdict(.isBefore(self.reference, stage: 5, step: 2)) == .holds)
        #expect(verdict(.isBefore(self.reference, stage: 5, step: 1)) == .isDone)
        #expect(verdict(.isEmpty(self.reference, 1)) == .isDone)
        #expect(verdict(.isEmpty(self.reference, 2)) == .holds)
        #expect(verdict(.exists(self.reference)) == .holds)
        let missing = RecordReference(try Self.record("b"), in: self.space)
        #expect(verdict(.exists(missing)) == .fails(.missing(missing)))
        #expect(verdict(.hasNoNode(office)) == .fails(.hasNode(office)))
        #expect(verdict(.hasPlace(office)) == .holds)
        var crowded = image
        let full = FullBranch(office: office, used: 7, places: 7)
        crowded.full = full
        #expect(Precondition.hasPlace(office).verdict(crowded) == .fails(.branchFull(full)))
        #expect(verdict(.isUnchanged(self.space, SetDigest())) == .holds)
        let roster = SpaceID(.roster, of: office)
        #expect(verdict(.isUnchanged(roster, SetDigest())) == .fails(.changed(roster)))
    }
}
