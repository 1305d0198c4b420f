import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

@Suite("Lists that are read part by part")
struct ListTests {
    /// Parts of a statement that are no tables: what they give is bounded by the limit already.
    private static let bounded = ["listed", "found", "by_id", "by_number"]

    private static func readAll(_ snapshot: StoreSnapshot) throws(StoreError) {
        let range = StoreRange(limit: 5)
        let office = TestOffice.chengdu.path
        let directive = try snapshot.directives.page(range).rows.first?.directive
        if let directive { _ = try snapshot.reports.page(answering: directive, range) }
        _ = try snapshot.reports.page(range)
        _ = try snapshot.reports.page(indicator: 1, range)
        _ = try snapshot.reports.page(period: Period("2018-06"), range)
        _ = try snapshot.reports.page(period: Period("2018-06"), indicator: 1, range)
        _ = try snapshot.reports.page(of: office, range)
        _ = try snapshot.reports.page(of: office, period: Period("2018-06"), indicator: 1, range)
        _ = try snapshot.feeds.page(range)
        _ = try snapshot.journal.quarantine(range)
        _ = try snapshot.journal.events(range)
        _ = try snapshot.journal.audit(range)
        _ = try snapshot.journal.audit(range, by: "u")
        _ = try snapshot.records.unknown(range)
    }

    @Test("no list reads a table from one end to the other, or sorts more than it shows")
    func plans() async throws {
        let test = try TestStore(.chengdu)
        try await test.store.write(try Self.directive(1, by: test.office, on: "2018-03-01"))
        let plans = try test.store.driver.read {
            connection throws(StoreError) -> [(sql: String, steps: [(parent: Int, step: String)])]
            in
            guard let connection = connection as? SQLiteConnection else { return [] }
            let planned = PlannedConnection(connection)
            try Self.readAll(
                StoreSnapshot(
                    connection: planned,
                    identity: test.store.identity,
                    version: 1,
                    state: try test.store.published.get()
                )
            )
            return planned.plans
        }
        #expect(plans.count > 13)
        for (sql, steps) in plans {
            let scanned = steps.filter { $0.step.hasPrefix("SCAN ") }
            for (_, step) in scanned {
                #expect(Self.isBounded(step), "\(step) in \(sql)")
            }
            for (parent, step) in steps where step.hasPrefix("USE TEMP B-TREE") {
                let sorted = scanned.filter { $0.parent == parent }
                #expect(sorted.contains { Self.isBounded($0.step) }, "\(step) in \(sql)")
            }
        }
    }

    private static func isBounded(_ scan: String) -> Bool {
        Self.bounded.contains(String(scan.dropFirst("SCAN ".count)))
    }

    private static func directive(
        _ number: UInt64,
        by office: TestOffice,
        on day: String
    ) throws -> LocalAct {
        let content = try DirectiveContent(
            validating: DirectiveID(high: 7, low: number).description,
            number: "川科协发〔2018〕\(number)号",
            title: "通知 \(number)",
            body: "请遵照执行。",
            urgency: "normal",
            issuedOn: day,
            replyBy: nil,
            recipients: ["all"],
            carriesOut: nil
        )
        return LocalAct(.test, user: TestActs.user, intents: [content.intent(issuer: office.path)])
    }

    /// All rows, a few at a time, while others are written between the parts.
    private static func everything<Row>(
        of test: TestStore,
        _ limit: Int,
        _ read: (StoreSnapshot, StoreRange) throws(StoreError) -> StorePage<Row>,
        between write: () async throws -> Void
    ) async throws -> [Row] {
        var rows: [Row] = []
        var after: StoreKey?
        repeat {
            let page = try test.store.read { snapshot throws(StoreError) in
                try read(snapshot, StoreRange(after: after, limit: limit))
            }
            #expect(page.rows.count <= limit)
            rows += page.rows
            // As a reader keeps it.
            after = page.next.flatMap { StoreKey(text: $0.text, of: $0.list) }
            #expect((after == nil) == (page.next == nil))
            try await write()
        } while after != nil
        return rows
    }

    @Test(
        "each row is seen once while others are written between the parts",
        arguments: [1, 2, 3, 7]
    )
    func insertions(limit: Int) async throws {
        let test = try TestStore(.chengdu)
        let days = ["2018-03-01", "2018-03-02", "2018-07-01"]
        // Several on one day and at one moment, so that the whole key decides.
        for number in UInt64(1)...9 {
            try await test.store.write(
                try Self.directive(number, by: test.office, on: days[Int(number % 3)])
            )
            try await test.store.write(try TestActs.report(number, of: test.office.path))
        }
        var next: UInt64 = 100
        let directives = try await Self.everything(of: test, limit) {
            snapshot,
            range throws(StoreError) in
            try snapshot.directives.page(range)
        } between: {
            next += 1
            try await test.store.write(
                try Self.directive(next, by: test.office, on: days[Int(next % 3)])
            )
        }
        let seen = directives.map(\.directive.id.low)
        #expect(Set(seen).count == seen.count)
        #expect(Set(1...9).isSubset(of: seen))
        #expect(
            directives.map(\.directive.issuedOn)
                == directives.map(\.directive.issuedOn).sorted(by: >)
        )

        let reports = try await Self.everything(of: test, limit) {
            snapshot,
            range throws(StoreError) in
            try snapshot.reports.page(period: Period("2018-06"), range)
        } between: {
            next += 1
            let at = TestStore.startMilliseconds + Int64(next)
            try await test.store.write(try TestActs.report(next, of: test.office.path, at: at))
        }
        #expect(reports.map(\.report.id.low) == [9, 8, 7, 6, 5, 4, 3, 2, 1])
    }

    @Test("a key is of one list, and comes back from its text as it was")
    func keys() throws {
        let texts = [
            (StoreList.documents, "d-5.4.ab"), (.records, "r00ff"), (.feeds, "f7"),
            (.quarantine, "q7"),
            (.events, "e7"), (.audit, "l7"), (.unknownRecords, "u1.2.00ff"),
            (.conflicts, "c7.1.2.00ff"),
        ]
        #expect(texts.map(\.0) == StoreList.allCases)
        for (list, text) in texts {
            #expect(StoreKey(text: text, of: list)?.text == text)
            for other in StoreList.allCases where other != list {
                #expect(StoreKey(text: text, of: other) == nil)
            }
            for wrong in ["", String(text.dropFirst()), text + ".1", text + "z", " " + text] {
                #expect(StoreKey(text: wrong, of: list) == nil, "\(wrong)")
            }
        }
        for wrong in ["e+7", "e007", "e-0"] {
            #expect(StoreKey(text: wrong, of: .events) == nil, "\(wrong)")
        }
    }
}
