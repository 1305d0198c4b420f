import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

@Suite("What has come of a directive below an office")
struct TraceBranchCountsTests {
    private static func path(_ text: String) throws -> OfficePath {
        try #require(OfficePath(text: text))
    }

    @Test(
        "Each child's branch is counted by itself, the child not among them, and a reply after the date is overdue"
    )
    func counted() throws {
        let addressed = try ["0", "0/1", "0/1/1", "0/1/2", "0/1/2/1", "0/2/1", "0/3"].map(Self.path)
        let done: TraceFacts = [.received, .opened, .signed]
        func counts(isPastDue: Bool) throws -> TraceBranchCounts {
            TraceBranchCounts(
                addressed,
                below: try Self.path("0"),
                of: Set(try ["0/1", "0/2", "0/3"].map(Self.path)),
                isPastDue: isPastDue
            ) { path in
                switch path.description {
                case "0/1/1": (done, true)
                case "0/1/2": ([.received], false)
                default: ([], false)
                }
            }
        }
        let late = try counts(isPastDue: true)
        let expected = TraceCounts(
            recipients: 3,
            received: 2,
            opened: 1,
            signed: 1,
            replied: 1,
            overdue: 2
        )
        #expect(late.counts(of: try Self.path("0/1"), nil) == expected)
        #expect(late.counts(of: try Self.path("0/2"), nil)?.recipients == 1)
        #expect(late.counts(of: try Self.path("0/3"), nil) == nil, "nobody stands below it")
        let early = try counts(isPastDue: false)
        #expect(early.counts(of: try Self.path("0/1"), nil)?.overdue == 0)
    }
}
