internal import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("What becomes of the store when offices move")
struct SuccessionTests {
    private static let chongqing = OfficePath(text: "100000/500000")!
    private static let moved = OfficePath(text: "100000/500000/510100")!

    private func succession(
        _ from: OfficePath,
        _ to: [OfficePath],
        kind: String = "move",
        since: Int64 = 5,
        listing: OfficeListing = .none
    ) throws -> LocalAct {
        let content = try SuccessionContent(
            validating: from,
            to: to,
            kind: kind,
            reason: "区划调整",
            declaredBy: TestOffice.national.path,
            since: since,
            listing: listing
        )
        return LocalAct(.test, user: "clerk", intents: [content.intent(by: .ed25519)])
    }

    /// Chengdu with its key at its new place.
    private func chengduMoved() throws -> TestOffice {
        let (province, city) = (
            try #require(OfficeID("500000")), try #require(OfficeID("510100"))
        )
        let issued = try TestOffice.national.chain.issuing(
            child: province,
            publicKey: TestOffice.mianyang.signer.publicKey,
            serial: 9,
            signer: TestOffice.national.signer
        )
        let chongqing = try #require(issued)
        let chain = try chongqing.issuing(
            child: city,
            publicKey: TestOffice.chengdu.signer.publicKey,
            serial: 1,
            signer: TestOffice.mianyang.signer
        )
        return TestOffice(chain: try #require(chain), signer: TestOffice.chengdu.signer)
    }

    private func total(
        _ store: TestStore,
        _ office: OfficePath,
        _ indicator: UInt16
    ) throws -> Int64? {
        try store.totalRows(of: office).first { $0.indicator == indicator }?.total
    }

    @Test("What a word says of the office at its old place is known until another word says less")
    func formerListings() async throws {
        let test = try TestStore(.national)
        let old = TestOffice.chengdu.path
        func known() throws -> [OfficePath: OfficeListing] {
            try test.store.read { snapshot throws(StoreError) in
                try snapshot.offices.formerListings()
            }
        }
        let listing = OfficeListing([
            .init(since: Stamp(milliseconds: 3), level: .county),
            .init(since: Stamp(milliseconds: 4), level: .city),
        ])
        try await test.store.write(self.succession(old, [Self.moved], listing: listing))
        #expect(try known() == [old: listing])
        try await test.store.examination.rebuild()
        #expect(try known() == [old: listing])
        try await test.store.write(self.succession(old, [Self.moved], since: 6))
        #expect(try known().isEmpty)
    }

    @Test("The rosters' words are known at once, told to the node, and known after reopening")
    func known() async throws {
        let folder = TestFolder()
        let expected: Successions
        do {
            let store = try TestStore(.national, folder: folder)
            try await store.store.write(
                try self.succession(TestOffice.chengdu.path, [Self.moved])
            )
            expected = try store.store.read { snapshot throws(StoreError) in
                snapshot.offices.successions
            }
            #expect(expected.successors(of: TestOffice.chengdu.path) == [Self.moved])
            #expect(store.notices.contains(.reorganised(expected)))
            try await store.store.examination.rebuild()
            #expect(try store.store.examination.verify().problems.isEmpty)
        }
        let reopened = try TestStore(.national, folder: folder)
        let found = try reopened.store.read { snapshot throws(StoreError) in
            snapshot.offices.successions
        }
        #expect(found == expected)
    }

    @Test("A word about what its writer has no say over is nobody's")
    func noSay() async throws {
        let store = try TestStore(.sichuan)
        let record = RecordKind.succession.record(
            SuccessionEntry.key(of: TestOffice.chengdu.path, by: .ed25519)
        )
        let intent = RecordIntent(
            space: SpaceID(.roster, of: TestOffice.sichuan.path),
            record: record,
            fields: [
                FieldIntent(1, .choose(.text("\(TestOffice.chengdu.path)"))),
                FieldIntent(2, .choose(.list([.text("\(Self.moved)")]))),
                FieldIntent(3, .choose(.integer(1))),
            ]
        )
        try await store.store.write(LocalAct(.test, user: "clerk", intents: [intent]))
        let found = try store.store.read { snapshot throws(StoreError) in
            snapshot.offices.successions
        }
        #expect(found.isEmpty)
    }

    @Test("A word that is taken back has no effect, here or where it came, until it is said again")
    func takenBack() async throws {
        let national = try TestStore(.national, .file)
        let sichuan = try TestStore(.sichuan)
        let old = try TestStore(.chengdu)
        try await old.store.write(TestActs.figures(of: TestOffice.chengdu.path, [1: 10, 2: 20]))
        let new = try TestStore(try self.chengduMoved())
        try await new.store.write(TestActs.figures(of: Self.moved, [1: 11]))
        for store in [old, new] { try await national.ingest(try store.allChanges()) }
        let before = try self.total(national, TestOffice.national.path, 1)
        let word = try self.succession(TestOffice.chengdu.path, [Self.moved])
        let withdrawal = try SuccessionWithdrawal(
            of: TestOffice.chengdu.path,
            declaredBy: TestOffice.national.path,
            since: 6,
            reason: "误报"
        )
        let said = [
            word, LocalAct(.test, user: "clerk", intents: [withdrawal.intent(by: .ed25519)]),
            try self.succession(TestOffice.chengdu.path, [Self.moved], since: 7),
        ]
        for (act, isMoved) in zip(said, [true, false, true]) {
            try await national.store.write(act)
            try await sichuan.ingest(try national.allChanges().filter { $0.isRoster })
            for store in [national, sichuan] {
                let known = try store.store.read { snapshot throws(StoreError) in
                    snapshot.offices.successions
                }
                #expect(known.isLeft(TestOffice.chengdu.path) == isMoved)
                #expect(store.notices.contains(.reorganised(known)))
            }
            let total = try self.total(national, TestOffice.national.path, 1)
            #expect(total == (isMoved ? 11 : before))
            #expect(try national.store.examination.verify().problems.isEmpty)
            try await national.store.examination.rebuild()
            #expect(try self.total(national, TestOffice.national.path, 1) == total)
        }
    }

    @Test(
        "What was reported stays where it was; what a successor says again counts once",
        arguments: [false, true]
    )
    func totals(isSaidLast: Bool) async throws {
        let national = try TestStore(.national, .file)
        let old = try TestStore(.chengdu)
        try await old.store.write(TestActs.figures(of: TestOffice.chengdu.path, [1: 10, 2: 20]))
        let new = try TestStore(try self.chengduMoved())
        try await new.store.write(TestActs.figures(of: Self.moved, [1: 11, 3: 30]))
        let word = try self.succession(TestOffice.chengdu.path, [Self.moved])
        if !isSaidLast { try await national.store.write(word) }
        try await national.ingest(try new.allChanges())
        try await national.ingest(try old.allChanges())
        if isSaidLast { try await national.store.write(word) }
        let root = TestOffice.national.path
        #expect(try self.total(national, root, 1) == 11)
        #expect(try self.total(national, root, 2) == 20)
        #expect(try self.total(national, root, 3) == 30)
        #expect(try self.total(national, TestOffice.sichuan.path, 1) == nil)
        #expect(try self.total(national, TestOffice.sichuan.path, 2) == 20)
        #expect(try self.total(national, Self.chongqing, 1) == 11)
        let before = try national.totalRows(of: root)
        #expect(try national.store.examination.verify().problems.isEmpty)
        try await national.store.examination.rebuild()
        #expect(try national.store.examination.verify().problems.isEmpty)
        let after = try national.totalRows(of: root)
        #expect(before.map(\.total) == after.map(\.total))
        #expect(before.map(\.offices) == after.map(\.offices))
    }

    @Test("Said again and again in any order, totals are what they would be at once")
    func anyOrder() async throws {
        for seed in UInt64(1)...8 {
            var random = SeededRandom(seed: seed)
            let (old, second) = (try TestStore(.chengdu), try TestStore(.mianyang))
            let new = try TestStore(try self.chengduMoved())
            let paths = [TestOffice.chengdu.path, TestOffice.mianyang.path, Self.moved]
            for (store, path) in zip([old, second, new], paths) {
                for _ in 0..<6 {
                    let period = "2018-0\(Int.random(in: 1...2, using: &random))"
                    let indicator = UInt16.random(in: 1...4, using: &random)
                    let value = Int64.random(in: 1...9, using: &random)
                    try await store.store.write(
                        TestActs.figures(of: path, period, [indicator: value])
                    )
                }
            }
            let national = try TestStore(.national, .file)
            let word = try self.succession(TestOffice.chengdu.path, [Self.moved])
            let merger = try self.succession(TestOffice.mianyang.path, [Self.moved], kind: "merge")
            var feeds = try [old, second, new].map { try $0.allChanges()[...] }
            var words = [word, merger][...]
            while !words.isEmpty || feeds.contains(where: { !$0.isEmpty }) {
                let pick = Int.random(in: 0...feeds.count, using: &random)
                if pick == feeds.count {
                    if let word = words.popFirst() { try await national.store.write(word) }
                } else if let change = feeds[pick].popFirst() {
                    try await national.ingest([change])
                }
            }
            #expect(try national.store.examination.verify().problems.isEmpty, "seed \(seed)")
            let before = try national.totalRows(of: TestOffice.national.path).map(\.total)
            try await national.store.examination.rebuild()
            #expect(try national.totalRows(of: TestOffice.national.path).map(\.total) == before)
        }
    }

    @Test("A store goes over to the office's new place, and keeps all that was written")
    func moved() async throws {
        let folder = TestFolder()
        do {
            let store = try TestStore(.chengdu, folder: folder)
            try await store.store.write(TestActs.figures(of: TestOffice.chengdu.path, [1: 10]))
        }
        let office = try self.chengduMoved()
        #expect(throws: StoreError.self) { try TestStore(office, folder: folder) }
        let configuration = StoreConfiguration(location: .folder(folder.path), creates: false)
        for _ in 0..<2 {
            try StoreMove.run(
                configuration,
                from: TestOffice.chengdu.path,
                to: office.identity
            )
        }
        #expect(throws: StoreError.self) { try TestStore(.chengdu, folder: folder) }
        let store = try TestStore(office, folder: folder)
        try await store.store.write(TestActs.figures(of: Self.moved, [1: 11]))
        let (former, shown) = try store.store.read { snapshot throws(StoreError) in
            (
                try snapshot.offices.formerPaths(),
                try snapshot.totals.rows(of: TestOffice.chengdu.path)
            )
        }
        #expect(former == [TestOffice.chengdu.path])
        #expect(shown.map(\.total) == [10], "the earlier totals can still be read")
        #expect(try self.total(store, Self.moved, 1) == 11)
        #expect(try store.counts().feeds == 2)
        #expect(try store.store.examination.verify().problems.isEmpty)
        let events = try store.events().map(\.kind.rawValue)
        #expect(!events.contains("incarnation-opened"))
    }
}

extension SignedChange {
    fileprivate var isRoster: Bool {
        (try? Change(decoding: self.body))?.feed.space.kind == .roster
    }
}
