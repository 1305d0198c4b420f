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

    /// - Parameter namedFrom: those before it have no known id.
    /// - Returns: the restated changes.
    private static func restated(
        _ withdrawn: [Written],
        namedFrom: Int = 0,
        before: RecordState,
        after: RecordState
    ) throws -> [Written] {
        let record = try #require(Self.record)
        let own = Self.origin(1, 0)
        var restatement = Restatement(
            // As if all of them were damaged: then the record alone tells what they said.
            withdrawn.enumerated().map { place, change in
                let id = place < namedFrom ? nil : change.origin.change
                return Restatement.Source(id: id, change: nil, edits: [])
            },
            author: own.author,
            incarnation: own.incarnation
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
                let id = place == 2 ? change.origin.change : nil
                return Restatement.Source(id: id, change: nil, edits: [])
            },
            author: Self.origin(1, 0).author,
            incarnation: 1
        )
        restatement.restate(record, before: before, after: RecordState())
        #expect(restatement.statements.map(\.stamp) == withdrawn.map(\.origin.stamp))
        #expect(restatement.forgottenCount == 0)
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
