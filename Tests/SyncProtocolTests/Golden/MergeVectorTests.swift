import Testing

@testable import SyncProtocol

@Suite("Golden vectors of merging and of frames")
struct MergeVectorTests {
    private struct Merge: Decodable {
        struct Step: Decodable {
            let change: String
            let author: String
            let incarnation: UInt64
            let stamp: VectorStamp
            let firstIndex: UInt32
            let fields: [VectorField]

            func origin() throws -> OperationOrigin {
                OperationOrigin(
                    change: try #require(ChangeID(hex: self.change)),
                    stamp: self.stamp.stamp,
                    author: try #require(AuthorID(hex: self.author)),
                    incarnation: self.incarnation
                )
            }
        }

        struct Field: Decodable {
            let register: VectorValue?
            let choice: [VectorValue]?
            let counter: Int64?
            let set: [VectorValue]?
            let stage: [UInt32]?
            let text: String?
        }

        struct Case: Decodable {
            let name: String
            let steps: [Step]
            let state: [String: Field]
        }

        let cases: [Case]
    }

    @Test("merge.json: forwards and backwards, the state that the vectors say")
    func merge() throws {
        for vector in try VectorFile.load("merge", as: Merge.self).cases {
            for steps in [vector.steps, vector.steps.reversed()] {
                var state = RecordState()
                for step in steps {
                    let fields = step.fields.map(\.field)
                    state.apply(fields, from: try step.origin(), firstIndex: step.firstIndex)
                }
                for (text, expected) in vector.state {
                    let number = try #require(UInt16(text))
                    Self.check(state, number, expected, vector.name)
                }
                let count = vector.state.values.reduce(0) { $0 + Self.fieldCount($1) }
                #expect(state.slots.count == count, "\(vector.name)")
            }
        }
    }

    private static func fieldCount(_ field: Merge.Field) -> Int {
        [
            field.register != nil, field.choice != nil, field.counter != nil, field.set != nil,
            field.stage != nil, field.text != nil,
        ]
        .count { $0 }
    }

    private static func check(
        _ state: RecordState,
        _ number: UInt16,
        _ expected: Merge.Field,
        _ name: String
    ) {
        #expect(state.register(number) == expected.register?.value, "\(name)")
        #expect(
            state.choices(number).map(\.value) == (expected.choice ?? []).map(\.value),
            "\(name)"
        )
        #expect(state.counter(number) == expected.counter, "\(name)")
        #expect(state.elements(number) == (expected.set ?? []).map(\.value), "\(name)")
        let stage = state.stage(number).map { [$0.reopening, $0.step] }
        #expect(stage == expected.stage, "\(name)")
        #expect(state.text(number)?.text == expected.text, "\(name)")
    }

    private struct Frames: Decodable {
        struct Position: Decodable {
            let office: String
            let space: VectorSpace
            let incarnation: UInt64
            let number: UInt64
            let digest: String
            let bytes: String
            let positionDigest: String
            let key: String
            let branch: Branch?
        }

        struct Branch: Decodable {
            let number: UInt64
            let change: String
        }

        struct Parts: Decodable {
            let lowerHello: String
            let upperHello: String
            let partBits: UInt64
            let digests: String
        }

        struct Sample: Decodable {
            let name: String
            let kind: UInt64
            let bytes: String
            let onTheLink: String
        }

        let positions: [Position]
        let emptyScopeDigest: String
        let scopeDigest: String
        let parts: Parts
        let frames: [Sample]
    }

    private static func check(_ parts: Frames.Parts, of index: FeedIndex) throws {
        let salt = try [parts.lowerHello, parts.upperHello].map {
            try #require(Digest256(bytes: hex($0)))
        }
        let snapshot = ScopeSnapshot(Array(0..<index.count), of: index, salt: salt)
        let digests = snapshot.digests(of: .everything, partBits: parts.partBits)
        let split = RangeSplit(range: .everything, digests: digests)
        #expect(Hexadecimal.text(Array(split.encoded().dropFirst(6))) == parts.digests)
    }

    @Test("frames.json: positions, the digest over a scope, one frame of each kind")
    func frames() throws {
        let vectors = try VectorFile.load("frames", as: Frames.self)
        let offices = try VectorOffices()
        var scope = SetDigest()
        var index = FeedIndex(suite: .ed25519)
        #expect(scope.value(by: .ed25519).description == vectors.emptyScopeDigest)
        for vector in vectors.positions {
            let feed = FeedID(
                space: try vector.space.space(),
                author: try offices.office(vector.office).author,
                incarnation: vector.incarnation,
                branch: try vector.branch.map {
                    FeedBranch(number: $0.number, change: try #require(ChangeID(hex: $0.change)))
                }
            )
            let digest = try #require(Digest256(bytes: hex(vector.digest)))
            let head = FeedHead(number: vector.number, digest: digest)
            let position = FeedPosition(feed: feed, head: head)
            #expect(Hexadecimal.text(position.encoded()) == vector.bytes)
            #expect(position.digest(by: .ed25519).description == vector.positionDigest)
            #expect(
                Hexadecimal.text(Hexadecimal.bigEndianBytes(feed.key(by: .ed25519))) == vector.key
            )
            scope.insert(position.digest(by: .ed25519))
            _ = index.advance(feed, to: head)
        }
        #expect(scope.value(by: .ed25519).description == vectors.scopeDigest)
        try Self.check(vectors.parts, of: index)
        for vector in vectors.frames {
            let frame = try Frame(decoding: hex(vector.bytes))
            let bytes = frame.encoded()
            #expect(Hexadecimal.text(bytes) == vector.bytes)
            #expect("\(frame)".hasPrefix("\(vector.name)("))
            #expect(bytes[1] == UInt8(vector.kind))
            let length = Hexadecimal.bigEndianBytes(UInt64(bytes.count)).suffix(4)
            #expect(Hexadecimal.text(length + bytes) == vector.onTheLink)
        }
        #expect(vectors.frames.map(\.kind) == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11])
    }
}
