import OrderedCollections
import SyncProtocol
import Testing

@testable import Decision

/// What a withdrawn end of a feed said is said again, and what comes back of it later doubles nothing.
@Suite("Saying again what was withdrawn")
struct RestatementTests {
    private static let passage: UInt16 = 1
    private static let choice: UInt16 = 2
    private static let set: UInt16 = 3
    private static let record = RecordID(kind: 7, key: [1])

    /// A change of one of two authors, the first of whom loses the end of what he wrote.
    private struct Written {
        let isOwn: Bool
        let origin: OperationOrigin
        let fields: [RecordEdit.Field]
    }

    private static func origin(_ author: UInt64, _ number: Int) -> OperationOrigin {
        OperationOrigin(
            change: ChangeID(
                prefixOf: SignatureSuite.ed25519.hash([UInt8(author), UInt8(number)])
            ),
            stamp: Stamp(milliseconds: 1_760_000_000_000 + Int64(number)),
            author: AuthorID(high: author, low: 0),
            incarnation: 1
        )
    }

    private static func state(_ changes: [Written]) -> RecordState {
        var state = RecordState()
        for change in changes { state.apply(change.fields, from: change.origin, firstIndex: 0) }
        return state
    }

    /// Somebody who sees all that is there writes on.
    private static func written(
        _ number: Int,
        isOwn: Bool,
        on state: RecordState,
        _ random: inout SeededRandom
    ) -> Written {
        let author: UInt64 = isOwn ? 1 : 2
        let old = state.text(Self.passage)?.text ?? ""
        var characters = Array(old)
        let place = Int(random.next() % UInt64(characters.count + 1))
        if random.next() % 3 == 0, place < characters.count { characters.remove(at: place) }
        // No two stretches are alike.
        characters.insert(contentsOf: "〔\(number)〕", at: min(place, characters.count))
        let edit = (state.text(Self.passage) ?? TextState()).edit(to: String(characters))
        let intents = [
            FieldIntent(Self.choice, .choose(.integer(Int64(number)))),
            FieldIntent(Self.set, .add(.integer(Int64(number % 5)))),
            FieldIntent(Self.set, .remove(.integer(Int64(number * 3 % 5)))),
        ]
        let origin = Self.origin(author, number)
        let fields =
            edit.operations.map { RecordEdit.Field(Self.passage, $0) }
            + intents.map { intent in
                RecordEdit.Field(
                    intent.number,
                    state.operation(for: intent, by: origin.author, incarnation: 1)
                )
            }
        return Written(isOwn: isOwn, origin: origin, fields: fields)
    }

    /// What a reader sees.
    private struct Reading: Equatable {
        let text: String
        let choices: [Value]
        let elements: [Value]

        init(_ state: RecordState) {
            self.text = state.text(RestatementTests.passage)?.text ?? ""
            self.choices = state.choices(RestatementTests.choice).map(\.value)
            self.elements = state.elements(RestatementTests.set)
        }
    }

    private static func damaged(
        _ number: UInt64,
        _ id: ChangeID?,
        by author: UInt64 = 1
    ) -> StrandEntry {
        let feed = FeedID(
            space: SpaceID(.reports, of: TestOffice.mianyang.path),
            author: Self.origin(author, 0).author,
            incarnation: 1
        )
        return StrandEntry(feed: feed, number: number, id: id, change: nil, edits: [])
    }

    /// - Parameter namedFrom: those before it have no known id.
    /// - Returns: the restated changes.
    private static func restated(
        _ withdrawn: [Written],
        namedFrom: Int = 0,
        before: RecordState,
        after: RecordState
    ) throws -> [Written] {
        let record = try #require(Self.record)
        var restatement = Restatement(
            // As if all of them were damaged: then the record alone tells what they said.
            withdrawn.enumerated().map { place, change in
                Self.damaged(UInt64(place + 1), place < namedFrom ? nil : change.origin.change)
            }
        )
        restatement.restate(record, before: before, after: after)
        var number = 200
        return restatement.statements.flatMap { statement in
            StatementParts(statement.edits).parts.map { edits in
                number += 1
                let new = Self.origin(1, number)
                let origin = OperationOrigin(
                    change: new.change,
                    stamp: statement.stamp ?? new.stamp,
                    author: new.author,
                    incarnation: 2
                )
                return Written(isOwn: true, origin: origin, fields: edits.flatMap(\.fields))
            }
        }
    }

    @Test(
        "A record reads as before, and as before when what was withdrawn comes back",
        arguments: UInt64(0)..<40,
        [0, 2]
    )
    func nothingDoubles(seed: UInt64, namedFrom: Int) throws {
        var random = SeededRandom(seed: seed)
        var all: [Written] = []
        for number in 1...8 {
            all.append(
                Self.written(
                    number,
                    isOwn: number > 5 || random.next() % 2 == 0,
                    on: Self.state(all),
                    &random
                )
            )
        }
        let withdrawn = Array(all.suffix(3))
        let (before, after) = (Self.state(all), Self.state(all.dropLast(3)))
        let again = try Self.restated(
            withdrawn,
            namedFrom: namedFrom,
            before: before,
            after: after
        )
        #expect(Reading(Self.state(all.dropLast(3) + again)) == Reading(before))
        #expect(Reading(Self.state(all + again)) == Reading(before))
    }

    @Test("What a damaged change without a name has written keeps its time")
    func nameless() throws {
        let record = try #require(Self.record)
        func written(_ number: Int, _ operation: FieldOperation) -> Written {
            Written(
                isOwn: true,
                origin: Self.origin(1, number),
                fields: [RecordEdit.Field(UInt16(number), operation)]
            )
        }
        let withdrawn = [
            written(1, .choice(.text("代管"), superseding: [])), written(2, .register(.text("成都"))),
            written(3, .add(.text("科普"))),
        ]
        let before = Self.state(withdrawn)
        var restatement = Restatement(
            withdrawn.enumerated().map { place, change in
                Self.damaged(UInt64(place + 1), place == 2 ? change.origin.change : nil)
            }
        )
        restatement.restate(record, before: before, after: RecordState())
        #expect(restatement.statements.map(\.stamp) == withdrawn.map(\.origin.stamp))
        #expect(restatement.statements.allSatisfy { restatement.saysAgain($0.source) })
    }

    @Test(
        "What another office's damaged change has said is not said in our name, be its id known or not",
        arguments: [true, false]
    )
    func othersDamaged(isNamed: Bool) throws {
        let record = try #require(Self.record)
        func written(_ number: Int, isOwn: Bool, _ text: String) -> Written {
            Written(
                isOwn: isOwn,
                origin: Self.origin(isOwn ? 1 : 2, number),
                fields: [
                    RecordEdit.Field(Self.choice, .choice(.text(text), superseding: [])),
                    RecordEdit.Field(Self.set, .add(.text(text))),
                    RecordEdit.Field(Self.passage, .insert(text, at: .start)),
                ]
            )
        }
        let (own, other) = (written(1, isOwn: true, "我"), written(2, isOwn: false, "他"))
        let before = Self.state([own, other])
        let source = Self.damaged(1, own.origin.change)
        let damaged = Self.damaged(1, isNamed ? other.origin.change : nil, by: 2)
        var restatement = Restatement([source], besides: [damaged])
        restatement.restate(record, before: before, after: RecordState())
        #expect(restatement.saysAgain(source) == true)
        let fields = restatement.statements.flatMap { $0.edits.values.flatMap(\.self) }
        let again = Written(isOwn: true, origin: Self.origin(1, 200), fields: fields)
        let reading = Reading(Self.state([again]))
        #expect(reading.choices == [.text("我")] && reading.elements == [.text("我")])
        // Once the other one is whole again, all is there, and once.
        #expect(Reading(Self.state([again, other])).choices.count == 2)
        if isNamed {
            #expect(reading.text == "我")
            #expect(Reading(Self.state([again, other])).text.count == 2)
        }
    }

    @Test("What others wrote into a lost passage stays, and is there once")
    func othersWithin() throws {
        let own = Written(
            isOwn: true,
            origin: Self.origin(1, 1),
            fields: [RecordEdit.Field(Self.passage, .insert("总体方案", at: .start))]
        )
        let state = Self.state([own])
        let edit = try #require(state.text(Self.passage)).edit(to: "总体工作方案")
        let other = Written(
            isOwn: false,
            origin: Self.origin(2, 2),
            fields: edit.operations.map { RecordEdit.Field(Self.passage, $0) }
        )
        let (before, after) = (Self.state([own, other]), Self.state([other]))
        let again = try Self.restated([own], before: before, after: after)
        #expect(Reading(Self.state([other] + again)).text == "总体工作方案")
        #expect(Reading(Self.state([own, other] + again)).text == "总体工作方案")
    }

    @Test("A passage longer than one operation can be comes in pieces that stay together")
    func longPassage() throws {
        let text = String(repeating: "成都市科学技术协会。", count: 10_000)
        #expect(text.utf8.count > 2 * Value.byteCountMax)
        let edit = TextState().edit(to: text)
        #expect(edit.operations.count == 3)
        let fields = edit.operations.map { RecordEdit.Field(Self.passage, $0) }
        let record = try #require(Self.record)
        let parts = StatementParts([record: fields]).parts
        #expect(parts.count == 1)
        let bytes = try #require(parts.first?.first).encoded()
        #expect(try RecordEdit(decoding: bytes).fields == fields)
        let written = Written(isOwn: true, origin: Self.origin(1, 1), fields: fields)
        #expect(Reading(Self.state([written])).text == text)
    }

    @Test("What is more than one change holds is said in several")
    func manyOperations() throws {
        let record = try #require(Self.record)
        let fields = (0..<20_000).map {
            RecordEdit.Field(Self.set, .add(.integer(Int64($0))))
        }
        let parts = StatementParts([record: fields]).parts
        #expect(parts.count == 3)
        #expect(parts.flatMap { $0.flatMap(\.fields) } == fields)
        for edits in parts {
            #expect(edits.allSatisfy { $0.fields.count <= RecordEdit.operationsMax })
            let byteCount = edits.reduce(0) { $0 + $1.encodedByteCount }
            #expect(byteCount <= ChangeLimits.payloadByteCountTarget)
        }
    }
}
