import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node
@testable import Store

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
    private static func roster(_ words: [Succession]) throws -> Roster {
        let offices = try ["1", "1/A", "1/A/X", "1/A/Y", "1/B"].map { text in
            OfficeRow(
                path: try Self.path(text),
                level: .city,
                name: nil,
                nameEnglish: nil,
                hostedBy: nil,
                listing: .none,
                feeds: 0,
                changes: 0,
                lastHeardAt: nil
            )
        }
        return Roster(own: try Self.path("1"), offices: offices, words: words)
    }

    private static func plan(
        _ kind: String,
        _ offices: [String],
        to: [String],
        knowing words: [Succession]
    ) throws -> ReorganisationPlan {
        try ReorganisationPlan(
            ReorganisationDraft(kind: kind, offices: offices, to: to),
            try Self.roster(words)
        )
    }

    @Test("A word about a move says since when the office had stood where it goes from")
    func listing() throws {
        let listing = OfficeListing([.init(since: Stamp(milliseconds: 7), level: .county)])
        let (own, x) = (try Self.path("1"), try Self.path("1/A/X"))
        func row(_ path: OfficePath, _ listing: OfficeListing) -> OfficeRow {
            OfficeRow(
                path: path,
                level: .city,
                name: nil,
                nameEnglish: nil,
                hostedBy: nil,
                listing: listing,
                feeds: 0,
                changes: 0,
                lastHeardAt: nil
            )
        }
        let roster = Roster(
            own: own,
            offices: [row(x, listing), row(try Self.path("1/B"), .none)]
        )
        let draft = ReorganisationDraft(kind: "move", offices: ["X"], to: ["B"])
        let intents = try ReorganisationPlan(draft, roster).intents(reason: "", at: 9, roster)
        let intent = try #require(intents.first)
        #expect(intents.count == 1)
        let number = SuccessionField.listing.rawValue
        #expect(intent.fields.last == FieldIntent(number, .choose(.text(listing.text))))
    }

    @Test("Of a place that was left the roster tells, and where that is not read the word")
    func formerListing() throws {
        let listing = OfficeListing([.init(since: Stamp(milliseconds: 7), level: .county)])
        let words = [try Self.word("1/A/X", ["1/B/X"])]
        let (x, y) = (try Self.path("1/A/X"), try Self.path("1/A/X/Y"))
        let known = try ["1", "1/B"].map { own in
            let roster = Roster(
                own: try Self.path(own),
                offices: [],
                words: words,
                formerListings: [x: listing]
            )
            return [roster.listing(of: x), roster.listing(of: y)]
        }
        // Headquarters read A's roster, in which X never stood; B does not, but has the one of X.
        let never = OfficeListing.none
        #expect(known == [[never, never], [listing, never]])
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
        "A new id that means something else, or differs from a sibling's only by case, is refused",
        arguments: [
            ("ALL", "office-format"), ("level", "office-format"), ("1/A/City", "office-format"),
            ("y", "one-spelling"), ("1/A/y", "one-spelling"),
        ]
    )
    func newIDs(to: String, rule: String) throws {
        let error = #expect(throws: APIError.self) {
            try Self.plan("rename", ["1/A/X"], to: [to], knowing: [])
        }
        #expect(error?.rule == rule)
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
        let words = [try Self.word(from, [to], by: by)]
        let error = #expect(throws: APIError.self) {
            try Self.plan("move", ["1/A/X"], to: ["1/A"], knowing: words)
        }
        #expect(error?.code == .invalid)
        let hint = "node of \(by): cast-admin office move \(from)"
        #expect(error?.hintEnglish?.contains(hint) == true)
    }

    @Test("Places that only a mistaken word names are found, and go back by a further word")
    func back() throws {
        let split = [try Self.word("1/A/X", ["1/A/N", "1/A/S"])]
        let merged = try Self.plan("merge", ["1/A/N", "S"], to: ["1/A/X"], knowing: split)
        #expect(merged.ids == ["1/A/N=1/A/X", "1/A/S=1/A/X"] && merged.notInvited.isEmpty)
        let moved = [try Self.word("1/A/X", ["1/B/X"])]
        let back = try Self.plan("move", ["1/B/X"], to: ["A"], knowing: moved)
        #expect(back.ids == ["1/B/X=1/A/X"])
        #expect(throws: APIError.self) {
            try Self.plan("move", ["1/B/Q"], to: ["A"], knowing: moved)
        }
    }

    @Test("New places where nobody is invited are named")
    func notInvited() throws {
        let plan = try Self.plan("split", ["1/A/X"], to: ["N", "Y"], knowing: [])
        #expect(plan.notInvited == [try Self.path("1/A/N")])
    }
}
