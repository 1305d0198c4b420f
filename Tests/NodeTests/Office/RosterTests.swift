import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node
@testable import Store

@Suite("The offices that are known here")
struct RosterTests {
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

    @Test(
        "Who is to take a word back that is not ours is told at whose node",
        arguments: [("1/A/X", "1/A"), ("1/A", "1")]
    )
    func saidElsewhere(from: String, by: String) throws {
        let to = from == "1/A" ? "1/C" : "1/A/N"
        let word = try Self.word(from, [to], by: by)
        let roster = Roster(own: try Self.path("1"), offices: [], words: [word])
        let error = APIError(.saidElsewhere(word, of: try Self.path("1/A/X")), roster)
        #expect(error.code == .invalid)
        let hint = "node of \(by): cast-admin office move \(from)"
        #expect(error.hintEnglish?.contains(hint) == true)
    }

    @Test("What is wrong with a reorganisation has a rule of its own")
    func rules() throws {
        let path = try Self.path("1/A/y")
        let roster = Roster(own: try Self.path("1"), offices: [])
        let faults: [(ReorganisationFault, String)] = [
            (.incomplete(field: "to"), "required"), (.noPlace("a b"), "office-format"),
            (.twin(path, of: try Self.path("1/A/Y")), "one-spelling"),
            (.search(.unknown("Q"), field: "to"), "known-office"),
            (.search(.several("Q", [path]), field: "to"), "one-office"),
            (.search(.severalNamed("Q", [path]), field: "to"), "one-office"),
        ]
        for (fault, rule) in faults {
            #expect(APIError(fault, roster).rule == rule)
        }
    }
}
