import OfficeWork
import SyncProtocol
import Testing

@Suite("What a reorganisation means in paths")
struct ReorganisationPlanTests {
    private static func path(_ text: String) throws -> OfficePath {
        try #require(OfficePath(text: text))
    }

    private static func word(
        _ from: String,
        _ to: [String],
        by: String = "1",
        since: Int64 = 1
    ) throws -> Succession {
        let word = Succession(
            from: try Self.path(from),
            to: try to.map(Self.path),
            declaredBy: try Self.path(by),
            since: since
        )
        return try #require(word)
    }

    /// What an office knows that stands above all others: provinces A and B, and cities below A.
    private static func roster(_ words: [Succession]) throws -> SampleBook {
        let offices = try ["1", "1/A", "1/A/X", "1/A/Y", "1/B"].map { text in
            SampleBook.Entry(path: try Self.path(text), level: .city)
        }
        return SampleBook(own: try Self.path("1"), offices, words: words)
    }

    private static func plan(
        _ kind: String,
        _ offices: [String],
        to: [String],
        knowing words: [Succession]
    ) throws -> ReorganisationPlan {
        try ReorganisationPlan(kind: kind, offices: offices, to: to, try Self.roster(words))
    }

    @Test("A word about a move says since when the office had stood where it goes from")
    func listing() throws {
        let listing = OfficeListing([.init(since: Stamp(milliseconds: 7), level: .county)])
        let roster = SampleBook(
            own: try Self.path("1"),
            [
                SampleBook.Entry(path: try Self.path("1/A/X"), level: .city, listing: listing),
                SampleBook.Entry(path: try Self.path("1/B"), level: .city),
            ]
        )
        let plan = try ReorganisationPlan(kind: "move", offices: ["X"], to: ["B"], roster)
        let intents = try plan.intents(reason: "", at: 9, roster, by: .ed25519)
        let intent = try #require(intents.first)
        #expect(intents.count == 1)
        let number = SuccessionField.listing.rawValue
        #expect(intent.fields.last == FieldIntent(number, .choose(.text(listing.text))))
    }

    @Test("An office that is moved to where it stands stays, and our word about it is withdrawn")
    func stays() throws {
        let words = [try Self.word("1/A/X", ["1/A/N", "1/A/S"])]
        let plan = try Self.plan("move", ["1/A/X"], to: ["1/A"], knowing: words)
        #expect(plan.withdrawn == [try Self.path("1/A/X")] && plan.changes.isEmpty)
        #expect(plan.ids == ["1/A/X=1/A/X"] && plan.notInvited.isEmpty)
        let again = try Self.plan("move", ["X"], to: ["1/A"], knowing: [])
        #expect(again.withdrawn.isEmpty && again.ids == plan.ids)
    }

    @Test(
        "A new id that means something else, or differs from a sibling's only by case, is refused"
    )
    func newIDs() throws {
        for to in ["ALL", "level", "1/A/City"] {
            let error = #expect(throws: ReorganisationFault.self) {
                try Self.plan("rename", ["1/A/X"], to: [to], knowing: [])
            }
            guard case .invalid(let reason)? = error else {
                Issue.record("\(to): \(String(describing: error))")
                continue
            }
            #expect(reason.field == "to" && reason.rule == "office-format")
        }
        for to in ["y", "1/A/y"] {
            let twin = ReorganisationFault.twin(try Self.path("1/A/y"), of: try Self.path("1/A/Y"))
            #expect(throws: twin) { try Self.plan("rename", ["1/A/X"], to: [to], knowing: []) }
        }
    }

    @Test("What is incomplete, unknown or too deep is named with its field")
    func refusals() throws {
        #expect(throws: ReorganisationFault.incomplete(field: "offices")) {
            try Self.plan("move", [], to: ["A"], knowing: [])
        }
        #expect(throws: ReorganisationFault.incomplete(field: "to")) {
            try Self.plan("move", ["X"], to: [], knowing: [])
        }
        #expect(throws: ReorganisationFault.search(.unknown("Q"), field: "to")) {
            try Self.plan("move", ["X"], to: ["Q"], knowing: [])
        }
        #expect(throws: ReorganisationFault.noPlace("a b")) {
            try Self.plan("rename", ["X"], to: ["a b"], knowing: [])
        }
    }

    @Test("What was said again because of a mistaken move is withdrawn with it, and nothing else")
    func restated() throws {
        let words = [
            try Self.word("1/A/Y", ["1/A/X"], by: "1/A"),
            try Self.word("1/A/Y", ["1/B/X"], since: 5),
            try Self.word("1/A/X", ["1/B/X"], since: 5),
            try Self.word("1/A/Z", ["1/B/X"], since: 5),
        ]
        let plan = try Self.plan("move", ["1/A/X"], to: ["1/A"], knowing: words)
        #expect(plan.withdrawn == [try Self.path("1/A/X"), try Self.path("1/A/Y")])
    }

    @Test(
        "Only our own word about the very place can be taken back here",
        arguments: [("1/A/X", "1/A"), ("1/A", "1")]
    )
    func saidElsewhere(from: String, by: String) throws {
        let to = from == "1/A" ? "1/C" : "1/A/N"
        let word = try Self.word(from, [to], by: by)
        let place = try Self.path("1/A/X")
        #expect(throws: ReorganisationFault.saidElsewhere(word, of: place)) {
            try Self.plan("move", ["1/A/X"], to: ["1/A"], knowing: [word])
        }
    }

    @Test("Places that only a mistaken word names are found, and go back by a further word")
    func back() throws {
        let split = [try Self.word("1/A/X", ["1/A/N", "1/A/S"])]
        let merged = try Self.plan("merge", ["1/A/N", "S"], to: ["1/A/X"], knowing: split)
        #expect(merged.ids == ["1/A/N=1/A/X", "1/A/S=1/A/X"] && merged.notInvited.isEmpty)
        let moved = [try Self.word("1/A/X", ["1/B/X"])]
        let back = try Self.plan("move", ["1/B/X"], to: ["A"], knowing: moved)
        #expect(back.ids == ["1/B/X=1/A/X"])
        #expect(throws: ReorganisationFault.search(.unknown("1/B/Q"), field: "offices")) {
            try Self.plan("move", ["1/B/Q"], to: ["A"], knowing: moved)
        }
    }

    @Test("New places where nobody is invited are named")
    func notInvited() throws {
        let plan = try Self.plan("split", ["1/A/X"], to: ["N", "Y"], knowing: [])
        #expect(plan.notInvited == [try Self.path("1/A/N")])
    }
}
