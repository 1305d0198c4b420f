import OfficeWork
import SyncProtocol
import Testing

@testable import Store

@Suite("Reading the store")
struct ReadingTests {
    private let directiveID = DirectiveID(high: 1, low: 2)

    private func directive(number: String, issuedOn: String, id: DirectiveID) throws -> RecordIntent
    {
        try DirectiveContent(
            validating: id.description,
            number: number,
            title: "关于开展试点工作的通知",
            body: "请各单位按要求报送。",
            urgency: "normal",
            issuedOn: issuedOn,
            replyBy: nil,
            recipients: ["children"],
            carriesOut: nil
        )
        .intent(issuer: TestOffice.sichuan.path)
    }

    @Test("directives come newest issue date first, and by id and document number")
    func listsDirectives() async throws {
        let test = try TestStore(.sichuan)
        let older = try self.directive(
            number: "川科协发〔2018〕3号",
            issuedOn: "2018-03-01",
            id: self.directiveID
        )
        let newer = try self.directive(
            number: "川科协发〔2018〕9号",
            issuedOn: "2018-06-01",
            id: DirectiveID(high: 1, low: 3)
        )
        try await test.store.write(LocalAct(.test, user: TestActs.user, intents: [newer, older]))
        let (page, byID, byNumber) = try test.store.read { snapshot throws(StoreError) in
            (
                try snapshot.directives.page(StoreRange()),
                try snapshot.directives.one(id: self.directiveID),
                try snapshot.directives.all(number: "川科协发〔2018〕9号")
            )
        }
        #expect(page.total == 2)
        #expect(page.rows.map(\.directive.issuedOn.description) == ["2018-06-01", "2018-03-01"])
        #expect(byID?.directive.number == "川科协发〔2018〕3号")
        #expect(byID?.issuer == TestOffice.sichuan.path)
        #expect(byNumber.map(\.directive.id) == [DirectiveID(high: 1, low: 3)])
    }

    @Test("a directive dated 9999 does not stay above those that are written after it")
    func datedFarAhead() async throws {
        let test = try TestStore(.sichuan)
        let far = try self.directive(
            number: "川科协发〔2018〕3号",
            issuedOn: "9999-12-31",
            id: self.directiveID
        )
        let day = CivilDate(milliseconds: TestStore.startMilliseconds + CivilDate.dayMilliseconds)
        let later = try self.directive(
            number: "川科协发〔2018〕9号",
            issuedOn: day.description,
            id: DirectiveID(high: 1, low: 3)
        )
        try await test.store.write(LocalAct(.test, user: TestActs.user, intents: [far]))
        test.setClock(TestStore.startMilliseconds + 2 * CivilDate.dayMilliseconds)
        try await test.store.write(LocalAct(.test, user: TestActs.user, intents: [later]))
        let page = try test.store.read { snapshot throws(StoreError) in
            try snapshot.directives.page(StoreRange())
        }
        #expect(page.rows.map(\.directive.number) == ["川科协发〔2018〕9号", "川科协发〔2018〕3号"])
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("directives of one day come in the order of their writing, the last one first")
    func listsOneDay() async throws {
        let test = try TestStore(.sichuan)
        // Neither the ids nor the numbers ascend as the directives were written.
        for (low, number) in [(9, 3), (2, 7), (5, 1)] as [(UInt64, Int)] {
            let intent = try self.directive(
                number: "川科协发〔2018〕\(number)号",
                issuedOn: "2018-03-01",
                id: DirectiveID(high: 1, low: low)
            )
            try await test.store.write(LocalAct(.test, user: TestActs.user, intents: [intent]))
        }
        for _ in 0..<2 {
            let page = try test.store.read { snapshot throws(StoreError) in
                try snapshot.directives.page(StoreRange())
            }
            #expect(page.rows.map { $0.directive.number.dropLast().last } == ["1", "7", "3"])
            // What is derived anew is in the same order.
            try await test.store.examination.rebuild()
        }
    }

    @Test("totals come newest period first, with as many direct children as are asked for")
    func listsTotals() async throws {
        let test = try TestStore(.chengdu)
        var children: [OfficePath] = []
        for name in ["510100-S1", "510100-S2", "510100-S3"] {
            try await test.store.write(try TestActs.hosting(name, by: test.office))
            let child = try #require(OfficeID(name).flatMap { test.office.path.child($0) })
            children.append(child)
            try await test.store.write(TestActs.figures(of: child, [1: 3, 2: 4]))
        }
        let (all, second, none, count) = try test.store.read { snapshot throws(StoreError) in
            (
                try snapshot.totals.rows(of: test.office.path),
                try snapshot.totals.rows(
                    of: test.office.path,
                    indicator: 2,
                    children: TotalChildren(after: children[0], limit: 1)
                ),
                try snapshot.totals.rows(of: test.office.path, children: nil),
                try snapshot.totals.reportingChildren(of: test.office.path, indicator: 2)
            )
        }
        #expect(all.map(\.indicator) == [1, 2])
        #expect(all.allSatisfy { $0.children.map(\.office) == children })
        #expect(second.map(\.indicator) == [2])
        #expect(second.first?.children.map(\.office) == [children[1]])
        #expect(second.first?.total == 12)
        #expect(none.allSatisfy { $0.children.isEmpty && $0.total > 0 })
        #expect(count == children)
    }

    @Test("a directive whose issue date is corrected is listed once")
    func correctsDirective() async throws {
        let test = try TestStore(.sichuan)
        for date in ["2018-03-01", "2018-03-05"] {
            let intent = try self.directive(
                number: "川科协发〔2018〕3号",
                issuedOn: date,
                id: self.directiveID
            )
            try await test.store.write(LocalAct(.test, user: TestActs.user, intents: [intent]))
        }
        let page = try test.store.read { snapshot throws(StoreError) in
            try snapshot.directives.page(StoreRange())
        }
        #expect(page.total == 1)
        #expect(page.rows.map(\.directive.issuedOn.description) == ["2018-03-05"])
    }

    @Test("receipts and replies show who has a directive and what it says")
    func listsReceiptsAndReplies() async throws {
        let test = try TestStore(.chengdu)
        let issuer = TestOffice.sichuan.path
        let path = test.office.path
        let reply = try ReplyContent(
            validating: "已按要求完成。",
            directive: self.directiveID,
            issuer: issuer
        )
        try await test.store.write(
            LocalAct(
                .test,
                user: nil,
                intents: [Receipt.delivered(self.directiveID, issuer: issuer, by: path, at: 10)]
            )
        )
        let signed = Receipt.signed(
            self.directiveID,
            issuer: issuer,
            by: path,
            at: 20,
            user: "王五"
        )
        let answer = reply.intent(by: path, at: 30, user: "王五")
        try await test.store.write(LocalAct(.test, user: "王五", intents: [signed, answer]))
        let (receipts, replies, atOdds) = try test.store.read { snapshot throws(StoreError) in
            (
                try snapshot.directives.receipts(of: self.directiveID),
                try snapshot.directives.replies(to: self.directiveID, limit: 10).rows,
                try snapshot.records.officesAtOdds(limit: 1)
            )
        }
        let expected = OfficeReceipt(
            office: path,
            issuer: issuer,
            deliveredAt: 10,
            openedAt: nil,
            signedAt: 20,
            signedBy: "王五"
        )
        #expect(receipts == [expected])
        #expect(replies.flatMap(\.replies).map(\.text) == ["已按要求完成。"])
        #expect(atOdds.isEmpty)
    }

    @Test("reports come newest first, for one office and for all")
    func listsReports() async throws {
        let test = try TestStore(.chengdu)
        let path = test.office.path
        for number in 1...5 {
            let at = TestStore.startMilliseconds + Int64(number)
            try await test.store.write(try TestActs.report(UInt64(number), of: path, at: at))
        }
        let (all, page, none) = try test.store.read { snapshot throws(StoreError) in
            (
                try snapshot.reports.page(StoreRange()),
                try snapshot.reports.page(
                    of: path,
                    StoreRange(
                        after: try snapshot.reports.page(of: path, StoreRange(limit: 1)).next,
                        limit: 2
                    )
                ),
                try snapshot.reports.page(of: TestOffice.mianyang.path, StoreRange())
            )
        }
        #expect(all.total == 5)
        #expect(all.rows.map(\.report.id.low) == [5, 4, 3, 2, 1])
        #expect(page.rows.map(\.report.id.low) == [4, 3])
        #expect(page.total == 5)
        #expect(none.total == 0)
    }

    @Test("offices are listed in tree order with names from their parents' rosters")
    func listsOffices() async throws {
        let test = try TestStore(.chengdu)
        try await test.store.write(try TestActs.hosting("510100-S1", by: test.office))
        let offices = try test.store.read { snapshot throws(StoreError) in snapshot.offices.all }
        #expect(
            offices.map(\.path.description) == [
                "100000", "100000/510000", "100000/510000/510100", "100000/510000/510100/510100-S1",
            ]
        )
        #expect(offices.last?.name == "学会")
        #expect(offices.last?.hostedBy == test.office.path)
        #expect(offices[2].feeds == 1)
    }

    @Test("pages of a feed follow each other without a hole, whatever their size")
    func pagesFeeds() async throws {
        let test = try TestStore(.chengdu)
        for month in 1...9 {
            let act = TestActs.figures(of: test.office.path, "2018-0\(month)", [1: 1])
            try await test.store.write(act)
        }
        let feed = try #require(try test.store.positions().first).0.feed
        var numbers: [UInt64] = []
        while true {
            let after = numbers.last ?? 0
            let request = ReadRequest(feed: feed, after: after)
            let page = try test.store.changes([request], byteCountMax: 600).changes
            if page.isEmpty { break }
            numbers += page.map(\.head.number)
            try #require(numbers.count < 20)
        }
        #expect(numbers == Array(1...9))
        let unknown = FeedID(space: feed.space, author: feed.author, incarnation: 1)
        let requests = [
            ReadRequest(feed: unknown, after: 0), ReadRequest(feed: feed, after: 7),
            ReadRequest(feed: feed, after: 1, through: 3),
        ]
        let page = try test.store.changes(requests, byteCountMax: 100_000)
        #expect(page.changes.map(\.head.number) == [8, 9, 2, 3])
        #expect(page.damaged.isEmpty)
    }
}
