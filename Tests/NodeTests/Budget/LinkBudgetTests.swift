import SyncProtocol
import Testing

@testable import Node

@Suite("Hours and budgets of links")
struct LinkBudgetTests {
    private static let peer = OfficePath(text: "100000/510000")!
    /// Midnight in China on 1 June 2018, UTC milliseconds.
    private static let midnight: Int64 = 1_527_782_400_000

    private static func at(_ hour: Int, _ minute: Int = 0, day: Int64 = 0) -> Int64 {
        Self.midnight + day * 86_400_000 + Int64(hour * 60 + minute) * 60_000
    }

    @Test(
        "A budget is a path, hours, megabytes, or both",
        arguments: [
            ("100000/510000 22:00-06:00 200MB", true), ("100000/510000 22:00-06:00", true),
            ("100000/510000 1MB", true), ("100000/510000 200MB 22:00-06:00", true),
            ("100000/510000", false), ("100000/510000 22:00-22:00", false),
            ("100000/510000 0MB", false), ("100000/510000 1MB 2MB", false),
            ("100000/510000 25:00-06:00", false), ("510000// 1MB", false),
            ("100000/510000 6:00-7:00", false), ("100000/510000 -1MB", false),
        ]
    )
    func parsing(text: String, isGood: Bool) {
        #expect((LinkBudget(text) != nil) == isGood)
    }

    @Test("Outside its hours a link carries roster and urgent directives only")
    func hours() throws {
        var watch = BudgetWatch([try #require(LinkBudget("100000/510000 22:00-06:00"))])
        let link = LinkID(1)
        let lanes = [(21, 59), (22, 0), (23, 0), (29, 59), (30, 0)].map { hour, minute in
            watch.look(at: link, to: Self.peer, byteCount: 0, now: Self.at(hour, minute))
        }
        #expect(lanes == [.urgent, .attachments, nil, nil, .urgent])
    }

    @Test("When the day's bytes are used up the link waits for midnight")
    func bytes() throws {
        var watch = BudgetWatch([try #require(LinkBudget("100000/510000 1MB"))])
        #expect(
            watch.look(at: LinkID(1), to: Self.peer, byteCount: 999_999, now: Self.at(9)) == nil
        )
        let used = watch.look(at: LinkID(1), to: Self.peer, byteCount: 1_000_000, now: Self.at(10))
        #expect(used == .urgent)
        // A new connection does not begin the day anew.
        watch.closed(LinkID(1), to: Self.peer, byteCount: 1_000_000)
        #expect(watch.look(at: LinkID(2), to: Self.peer, byteCount: 1, now: Self.at(11)) == .urgent)
        let next = watch.look(
            at: LinkID(2),
            to: Self.peer,
            byteCount: 500,
            now: Self.at(0, 1, day: 1)
        )
        #expect(next == .attachments)
    }

    @Test("A link without a budget is left alone")
    func free() {
        var watch = BudgetWatch([])
        #expect(watch.look(at: LinkID(1), to: Self.peer, byteCount: 1 << 60, now: 0) == nil)
    }

    @Test(
        "A time of day comes once a day, by the clocks of China",
        arguments: [(2, 29, 2, 30, 0), (2, 30, 2, 30, 1), (23, 59, 2, 30, 1), (0, 0, 2, 30, 0)]
    )
    func daily(hour: Int, minute: Int, dueHour: Int, dueMinute: Int, day: Int) throws {
        let time = try #require(DailyTime("02:30"))
        let due = Self.at(dueHour, dueMinute, day: Int64(day))
        #expect(time.next(after: Self.at(hour, minute)) == due)
    }
}
