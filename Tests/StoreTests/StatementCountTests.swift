import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

@Suite("How many statements a transaction takes")
struct StatementCountTests {
    private static let statementsMax = 60
    private let driver: CountingDriver
    private let writer: Writer

    init() throws {
        self.driver = try CountingDriver()
        self.writer = try Self.writer(of: .sichuan, over: self.driver) {
            $0.cachedCellsMax = 100_000
        }
    }

    private static func writer(
        of office: TestOffice,
        over driver: CountingDriver,
        at now: Int64 = TestStore.startMilliseconds,
        configure: (inout StoreConfiguration) -> Void = { _ in }
    ) throws -> Writer {
        var configuration = StoreConfiguration(location: .memory)
        configure(&configuration)
        try driver.write { connection throws(StoreError) in
            try Schema.prepare(connection)
        }
        let writer = try Writer(
            StoreParts(driver: driver, lock: nil, fence: nil, places: nil),
            configuration: configuration,
            identity: office.identity,
            clock: { now },
            random: { 4 }
        )
        try writer.start()
        return writer
    }

    /// Reports of one city, one in each change, each with figures of another period.
    private static func batch(
        _ count: Int,
        from start: Int64 = TestStore.startMilliseconds
    ) throws -> VerifiedBatch {
        let path = TestOffice.chengdu.path
        let changes = TestOffice.chengdu.changes(
            in: SpaceID(.reports, of: path),
            stamps: (0..<count).map { start + Int64($0) }
        ) { number in
            let period =
                "\(1949 + number / 12 % 250)-\(number % 12 < 9 ? "0" : "")\(number % 12 + 1)"
            let edits = (try? TestActs.report(UInt64(number), of: path).intents) ?? []
            return edits.filter { $0.record.kind == RecordKind.report.rawValue }.map(\.edit)
                + [TestActs.edit(1, Int64(number), period)]
        }
        var key: AuthorKey?
        let verifier = ChangeVerifier(
            tree: TestOffice.national.tree,
            verifier: SignatureSuite.ed25519
        )
        let verified = changes.map { signed in
            let result = verifier.verify(signed) { _ in key }
            if case .good(let change) = result, let opening = change.change.opening {
                key = AuthorKey(opening.leaf)
            }
            return result
        }
        return VerifiedBatch(
            id: BatchID(link: LinkID(1), number: UInt64(count)),
            peer: path,
            changes: verified
        )
    }

    @Test("follows the number of tables, not that of reports", arguments: [1, 100, 5_000])
    func received(count: Int) throws {
        let batch = try Self.batch(count)
        // Cold: nothing of it is known. Then the same once more, when all is.
        for _ in 0..<2 {
            let statements = try self.driver.count {
                var foresight = Foresight(self.writer.state)
                foresight.expect(batch)
                try self.writer.transact(foresight.needs) { (transaction) throws(Interruption) in
                    try transaction.ingest(batch)
                }
            }
            #expect((1...Self.statementsMax).contains(statements))
        }
        #expect(self.writer.state.directory.feeds[0].head.number == UInt64(count))
    }

    @Test("is bounded for what the office itself writes, too", arguments: [1, 100, 5_000])
    func written(count: Int) throws {
        let path = TestOffice.sichuan.path
        for round in 0..<2 {
            let acts = try (0..<count).map {
                try TestActs.report(UInt64(round * count + $0), of: path)
            }
            let statements = try self.driver.count {
                var foresight = Foresight(self.writer.state)
                for act in acts { foresight.expect(act) }
                let commit = try self.writer.transact(foresight.needs) {
                    (transaction) throws(Interruption) in try transaction.write(acts)
                }
                #expect(commit.value.allSatisfy { (try? $0.get()) != nil })
            }
            #expect((1...Self.statementsMax).contains(statements))
        }
    }

    @Test("does not grow with the changes of a page when all is derived anew")
    func rebuilt() throws {
        let batch = try Self.batch(1_000)
        try self.writer.transact { (transaction) throws(Interruption) in
            try transaction.ingest(batch)
        }
        let statements = try self.driver.count {
            try self.writer.commit { work throws(StoreError) in
                try Rebuild(work: work).runFromNothing()
            }
        }
        #expect((1...3 * Self.statementsMax).contains(statements))
    }

    @Test("does not grow with the changes that were held")
    func released() throws {
        let path = TestOffice.chengdu.path
        let later = TestStore.startMilliseconds + 2 * HybridClock.aheadMillisecondsMax
        let held = try Self.batch(200, from: later)
        try self.writer.transact { (transaction) throws(Interruption) in
            try transaction.ingest(held)
        }
        #expect(self.writer.state.directory.feeds[0].applied == 0)
        #expect(self.writer.state.directory.feeds[0].key.path == path)
        let again = try Self.writer(of: .sichuan, over: self.driver, at: later)
        let statements = try self.driver.count {
            var foresight = Foresight(again.state)
            let turn = try again.heldTurn()
            foresight.expect(turn)
            let commit = try again.transact(foresight.needs) { (transaction) throws(Interruption) in
                try transaction.applyHeld(turn)
            }
            #expect(commit.value == 200)
        }
        #expect((1...Self.statementsMax).contains(statements))
    }
}

extension RecordIntent {
    /// The edit of a writer who knows nothing of the record.
    fileprivate var edit: RecordEdit {
        RecordEdit(
            record: self.record,
            fields: self.fields.map {
                RecordEdit.Field(
                    $0.number,
                    RecordState().operation(
                        for: $0,
                        by: TestOffice.chengdu.signer.author,
                        incarnation: 7
                    )
                )
            }
        )
    }
}
