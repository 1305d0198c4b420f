import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Decision
@testable import Store

/// Who did what, and whether that can still be believed.
@Suite("The audit log")
struct AuditTests {
    private static func rows(_ test: TestStore) throws -> [AuditRow] {
        try ShownStore.audit(test)
    }

    private static func act(
        _ note: AuditNote,
        _ periods: [String],
        of office: OfficePath,
        by user: String?
    ) -> LocalAct {
        LocalAct(
            note,
            user: user,
            parts: periods.map {
                let intent = TestActs.figuresIntent(of: office, $0, [1: 5])
                return LocalAct.Part([intent], if: [.isEmpty(intent.reference, 1)])
            }
        )
    }

    @Test(
        "A person's act and the node's own leave a row each that names them",
        arguments: TestPlace.allCases
    )
    func names(_ place: TestPlace) async throws {
        let test = try TestStore(.chengdu, place)
        let own = test.office.path
        let signed = AuditNote(.receiptSigned, "科协发学字〔2015〕60号")
        let arrived = AuditNote(.deliveryReceipted, "科协发学字〔2015〕60号")
        try await test.store.write(Self.act(signed, ["2018"], of: own, by: "张三"))
        try await test.store.write(Self.act(arrived, ["2017"], of: own, by: nil))
        try await test.store.audit(AuditNote(.backupStarted, "/backup/a"), by: "李四")
        let rows = try Self.rows(test)
        #expect(rows.map(\.user) == ["张三", nil, "李四"])
        #expect(rows.map(\.action) == ["receipt-signed", "delivery-receipted", "backup-started"])
        #expect(rows[0].subject.names == ["科协发学字〔2015〕60号"])
        #expect(rows[0].records.hasPrefix("reports/\(own) "))
        #expect(rows[2].records.isEmpty)
        #expect(try test.store.verifyAudit().broken.isEmpty)
    }

    @Test("What stands there already leaves no row, and is not named beside what is written")
    func repeated() async throws {
        let test = try TestStore(.chengdu)
        let own = test.office.path
        let first = AuditNote(.reportSubmitted, eachOf: ["a"])
        try await test.store.write(Self.act(first, ["2018-01"], of: own, by: "u"))
        let again = try await test.store.write(Self.act(first, ["2018-01"], of: own, by: nil))
        #expect(again.isRepeated)
        #expect(try Self.rows(test).count == 1)
        let both = AuditNote(.reportSubmitted, eachOf: ["a", "b"])
        try await test.store.write(Self.act(both, ["2018-01", "2018-02"], of: own, by: "u"))
        let row = try #require(try Self.rows(test).last)
        #expect(row.subject.names == ["b"] && row.subject.count == 1)
    }

    @Test("An act of many parts leaves one row with the first ones and the count")
    func many() async throws {
        let test = try TestStore(.chengdu)
        let periods = (1...9).map { "2018-0\($0)" }
        let note = AuditNote(.reportSubmitted, eachOf: periods)
        try await test.store.write(Self.act(note, periods, of: test.office.path, by: "u"))
        let rows = try Self.rows(test)
        #expect(rows.count == 1)
        #expect(rows.first?.subject.names == ["2018-01", "2018-02", "2018-03"])
        #expect(rows.first?.subject.count == 9)
        #expect(rows.first?.records.hasSuffix("; +1") == true)
    }

    @Test("An act that is refused leaves no row")
    func refused() async throws {
        let test = try TestStore(.chengdu)
        let foreign = Self.act(
            AuditNote(.reportSubmitted, "2018"),
            ["2018"],
            of: TestOffice.sichuan.path,
            by: "u"
        )
        await #expect(throws: StoreError.self) { try await test.store.write(foreign) }
        #expect(try Self.rows(test).isEmpty)
    }

    @Test("Who asks for one user's rows gets those alone, page by page")
    func narrowed() async throws {
        let test = try TestStore(.chengdu)
        for number in 1...6 {
            let user = number.isMultiple(of: 2) ? "张三" : nil
            try await test.store.audit(AuditNote(.backupStarted, "\(number)"), by: user)
        }
        func page(_ after: StoreKey?) throws -> StorePage<AuditRow> {
            try test.store.read { snapshot throws(StoreError) in
                try snapshot.journal.audit(StoreRange(after: after, limit: 2), by: "张三")
            }
        }
        let first = try page(nil)
        #expect(first.rows.map(\.number) == [6, 4] && first.total == 3)
        let rest = try page(first.next)
        #expect(rest.rows.map(\.number) == [2] && rest.next == nil)
        let another = try test.store.read { snapshot throws(StoreError) in
            try snapshot.journal.audit(StoreRange(), by: "张")
        }
        #expect(another.rows.isEmpty && another.total == 0)
    }

    private static func closed() async throws -> TestFolder {
        let folder = TestFolder()
        let test = try TestStore(.chengdu, folder: folder)
        for number in 1...5 {
            try await test.store.audit(AuditNote(.backupStarted, "\(number)"), by: "u")
        }
        test.store.close()
        return folder
    }

    @Test(
        "What was altered is found at its row",
        arguments: [
            "UPDATE audit SET actor = 'v' WHERE number = 3",
            "UPDATE audit SET at = at + 1 WHERE number = 3",
            "UPDATE audit SET action = 'x' WHERE number = 3",
            "UPDATE audit SET records = 'x' WHERE number = 3",
            "DELETE FROM audit WHERE number = 3",
        ]
    )
    func altered(_ damage: String) async throws {
        let folder = try await Self.closed()
        try DamagedFile(folder: folder).run(
            "DROP TRIGGER audit_keeps_words; DROP TRIGGER audit_keeps_rows; " + damage
        )
        let test = try TestStore(.chengdu, folder: folder)
        let found = try test.store.verifyAudit()
        #expect(found.broken.ranges.first?.lowerBound == 3 && found.named.isEmpty)
        try await test.store.examination.rebuild()
        let after = try test.store.verifyAudit()
        #expect(after.broken.isEmpty && after.named == found.broken)
        #expect(try Self.rows(test).last?.user == nil)
        #expect(after.last == 6)
    }

    @Test("Rows that are cut off at the end while the node runs are missed")
    func cutOff() async throws {
        let folder = try await Self.closed()
        let test = try TestStore(.chengdu, folder: folder)
        let whole = try test.store.verifyAudit()
        #expect(whole.rows == 5 && whole.last == 5 && whole.broken.isEmpty)
        #expect(whole.times?.upperBound == TestStore.startMilliseconds)
        try DamagedFile(folder: folder).run(
            "DROP TRIGGER audit_keeps_rows; DELETE FROM audit WHERE number > 3"
        )
        let found = try test.store.verifyAudit()
        #expect(found.rows == 3 && found.broken == RowRanges([4...5]))
    }

    /// What is lost is named, and no number is given twice.
    private static func expectNamed(_ lost: ClosedRange<Int64>, _ folder: TestFolder) async throws {
        let test = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        let found = try test.store.verifyAudit()
        #expect(found.broken.isEmpty && found.named == RowRanges([lost]))
        let row = try #require(try Self.rows(test).last)
        #expect(row.number == lost.upperBound + 1)
        #expect(row.action == AuditAction.rowsBroken.rawValue && row.user == nil)
        #expect(row.subject.names == ["\(lost.lowerBound)–\(lost.upperBound)"])
        try await test.store.audit(AuditNote(.backupStarted, "a"), by: "u")
        test.store.close()
        let again = try TestStore(.chengdu, folder: folder, randomSeed: 6)
        #expect(try again.store.verifyAudit().named == found.named)
        #expect(try Self.rows(again).last?.number == lost.upperBound + 2)
    }

    @Test("Rows that a damaged page has taken with it are named at the next start")
    func lostWithPage() async throws {
        let folder = try await Self.closed()
        let test = try TestStore(.chengdu, folder: folder)
        try await test.store.write(TestActs.report(1, of: test.office.path))
        test.store.close()
        try DamagedFile(folder: folder).overwritePage(of: "audit")
        try SalvagePlaces(folder: folder.path).setMark()
        try await Self.expectNamed(1...6, folder)
    }

    @Test(
        "Rows that came after an old copy was made are named when it is put back",
        arguments: [2, 700]
    )
    func oldCopy(lost: Int64) async throws {
        let folder = try await Self.closed()
        let copy = folder.copy()
        let test = try TestStore(.chengdu, folder: folder)
        try await Self.fill(test, Int(lost))
        test.store.close()
        copy.replace("fence", from: folder)
        try await Self.expectNamed(6...5 + lost, copy)
    }

    // MARK: Many rows

    private static func fill(_ test: TestStore, _ count: Int) async throws {
        try await test.store.keep { transaction in
            for number in 0..<count {
                transaction.audit(AuditNote(.backupStarted, "\(number)"), by: "u")
            }
        }
    }

    private static let opened = "DROP TRIGGER audit_keeps_words; DROP TRIGGER audit_keeps_rows; "

    /// A store of 3,000 rows of which two stretches are lost, each longer than what is told of rows one by one.
    private static func gapped() async throws -> TestFolder {
        let folder = TestFolder()
        let test = try TestStore(.chengdu, folder: folder)
        try await Self.fill(test, 3_000)
        test.store.close()
        try DamagedFile(folder: folder).run(
            Self.opened
                + "DELETE FROM audit WHERE number BETWEEN 101 AND 1600 OR number BETWEEN 1801 AND 2400"
        )
        return folder
    }

    private static let gaps = RowRanges([101...1_600, 1_801...2_400])

    @Test("A gap of any length is named once, in one row")
    func longGaps() async throws {
        let test = try TestStore(.chengdu, folder: try await Self.gapped())
        let found = try test.store.verifyAudit()
        #expect(found.broken == Self.gaps && found.broken.count == 2_100)
        for _ in 1...2 {
            try await test.store.examination.nameBrokenRows()
            let after = try test.store.verifyAudit()
            #expect(after.broken.isEmpty && after.named == Self.gaps && after.last == 3_001)
        }
        let row = try test.store.read { snapshot throws(StoreError) in
            try snapshot.journal.audit(StoreRange(limit: 1)).rows.first
        }
        #expect(row?.records == "101-1600 1801-2400")
        #expect(row?.subject.names == ["101–1600", "1801–2400"] && row?.subject.count == 2)
    }

    @Test("A row that was altered is shown with a mark, and no other")
    func marked() async throws {
        let folder = try await Self.closed()
        try DamagedFile(folder: folder).run(
            Self.opened + "UPDATE audit SET subject = 'x' WHERE number = 2"
        )
        let test = try TestStore(.chengdu, folder: folder)
        for user in [nil, "u"] {
            let rows = try test.store.read { snapshot throws(StoreError) in
                try snapshot.journal.audit(StoreRange(), by: user).rows
            }
            #expect(rows.filter { !$0.isWhole }.map(\.number) == [2])
        }
    }

    @Test("What is altered behind long gaps that are named is found")
    func behindGaps() async throws {
        let folder = try await Self.gapped()
        let test = try TestStore(.chengdu, folder: folder)
        try await test.store.examination.nameBrokenRows()
        try DamagedFile(folder: folder).run("UPDATE audit SET actor = 'v' WHERE number = 2900")
        let found = try test.store.verifyAudit()
        #expect(found.broken == RowRanges([2_900...2_900]) && found.named == Self.gaps)
        let problems = try test.store.examination.verify().problems
        #expect(problems.contains { $0.english.contains("2900") })
    }

    @Test("Of rows that are each altered by themselves a row names a thousand at most")
    func manyRanges() async throws {
        let folder = TestFolder()
        let test = try TestStore(.chengdu, folder: folder)
        try await Self.fill(test, 2_500)
        try DamagedFile(folder: folder).run(
            Self.opened + "UPDATE audit SET actor = 'v' WHERE number % 2 = 0"
        )
        try await test.store.examination.nameBrokenRows()
        let found = try test.store.verifyAudit()
        #expect(found.broken.isEmpty && found.named.count == 1_250 && found.last == 2_502)
    }

    @Test("A last row that was written anew is found though the log names others")
    func lastAnew() async throws {
        let folder = try await Self.closed()
        try DamagedFile(folder: folder).run(
            Self.opened + "UPDATE audit SET actor = 'v' WHERE number = 3"
        )
        let test = try TestStore(.chengdu, folder: folder)
        try await test.store.examination.nameBrokenRows()
        let before = try test.store.published.get().audit
        try await test.store.audit(AuditNote(.backupStarted, "a"), by: "u")
        #expect(try test.store.verifyAudit().broken.isEmpty)
        let row = try #require(try Self.rows(test).last)
        let hash = AuditChain.hash(
            previous: before.hash,
            number: row.number,
            at: row.at,
            user: "v",
            action: row.action,
            subject: row.subject.text,
            records: row.records,
            by: .ed25519
        )
        try DamagedFile(folder: folder).run(
            "UPDATE audit SET actor = 'v', hash = x'\(hash)' WHERE number = \(row.number)"
        )
        #expect(try test.store.verifyAudit().broken == RowRanges([row.number...row.number]))
    }
}
