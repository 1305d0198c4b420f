import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// How many offices a branch may hold: what is beyond waits, and nothing else does (decision 0029).
@Suite("Places of a branch", .timeLimit(.minutes(10)))
struct PlacesTests {
    private let test: TestStore
    private let chengdu = TestOffice.chengdu.path
    private let mianyang = TestOffice.mianyang.path

    init() throws {
        self.test = try TestStore(.sichuan)
    }

    // MARK: What is written

    private func content(_ id: String, _ level: String) throws -> OfficeContent {
        try OfficeContent(
            validating: id,
            name: "单位\(id)",
            nameEnglish: nil,
            level: level,
            hostedBy: nil
        )
    }

    private func child(_ id: String, of office: OfficePath) throws -> OfficePath {
        let id = try #require(OfficeID(id))
        return try #require(office.child(id))
    }

    /// A store's own roster tells of a child, as after an invitation.
    private func list(
        _ child: OfficePath,
        _ level: String,
        in store: TestStore? = nil
    ) async throws {
        let store = store ?? self.test
        let part = try self.content(child.office.text, level)
            .invitation(roster: store.office.path, renames: false)
        try await store.store.write(LocalAct(.test, user: "u", parts: [part]))
    }

    /// - Parameter places: nil takes the grant back.
    private func grant(
        _ places: Int64?,
        to child: OfficePath,
        in store: TestStore? = nil
    ) async throws {
        let store = store ?? self.test
        let part = try BranchPlaces(validating: child.office, places: places)
            .part(roster: store.office.path)
        try await store.store.write(LocalAct(.test, user: "u", parts: [part]))
    }

    /// What an office's own node writes of a child, of whatever program.
    private static func entry(_ id: String, granting places: Int64? = nil) -> RecordEdit {
        func choice(_ field: OfficeField, _ value: Value) -> RecordEdit.Field {
            RecordEdit.Field(field.rawValue, .choice(value, superseding: []))
        }
        var fields = [choice(.name, .text("单位\(id)")), choice(.level, .text("county"))]
        if let places { fields.append(choice(.places, .integer(places))) }
        return RecordEdit(record: OfficeID(id)!.record, fields: fields)
    }

    /// A change for each of some children in an office's roster.
    private func changes(
        _ office: TestOffice,
        _ numbers: Range<Int>,
        of prefix: String = "X",
        incarnation: UInt64 = 7
    ) -> [SignedChange] {
        office.changes(
            in: SpaceID(.roster, of: office.path),
            incarnation: incarnation,
            stamps: numbers.map { TestStore.startMilliseconds + Int64($0) }
        ) { [Self.entry("\(prefix)\(numbers.lowerBound + $0)")] }
    }

    // MARK: What is known

    private func used(_ office: OfficePath, in store: TestStore? = nil) throws -> Int? {
        try (store ?? self.test).store.read { snapshot throws(StoreError) in
            snapshot.offices[office]?.placesUsed
        }
    }

    private func listed(below office: OfficePath, in store: TestStore? = nil) throws -> Int {
        try (store ?? self.test).store.read { snapshot throws(StoreError) in
            snapshot.offices.all.count {
                $0.level != nil && $0.path != office && office.contains($0.path)
            }
        }
    }

    private func applyAll(_ store: TestStore? = nil) async throws {
        while try await (store ?? self.test).store.applyHeld() > 0 {}
    }

    // MARK: Tests

    @Test("Of a flood of 1,000 a county's 500 are taken in, and the rest once there are places")
    func flood() async throws {
        let folder = TestFolder()
        let test = try TestStore(.sichuan, folder: folder)
        try await self.list(self.chengdu, "county", in: test)
        try await self.list(self.mianyang, "county", in: test)
        let verdicts = try await test.ingest(self.changes(.chengdu, 0..<1_000), from: .chengdu)
        #expect(verdicts.count { $0 == .accepted } == 500)
        #expect(verdicts.suffix(500).allSatisfy { $0 == .held })
        #expect(try self.used(self.chengdu, in: test) == 500)
        #expect(try self.listed(below: self.chengdu, in: test) == 500)
        #expect(try test.counts().held == 500)
        #expect(try test.quarantine().total == 0)
        let events = try test.events().filter { $0.kind == .branchFull }
        #expect(events.map(\.subject) == ["\(self.chengdu)"])
        #expect(events.first?.details.number(.places) == 500)
        // Trying again changes nothing.
        #expect(try await test.store.applyHeld() == 0)
        // The others go on.
        let others = try await test.ingest(self.changes(.mianyang, 0..<3), from: .mianyang)
        #expect(others == [.accepted, .accepted, .accepted])
        // Nor does what is derived anew, or opened anew, take more or less.
        try await test.store.examination.rebuild()
        #expect(try self.used(self.chengdu, in: test) == 500)
        #expect(try test.store.examination.verify().problems.isEmpty)
        let copy = folder.copy()
        let again = try TestStore(.sichuan, folder: copy)
        #expect(try self.used(self.chengdu, in: again) == 500)
        #expect(try self.used(TestOffice.sichuan.path, in: again) == 505)
        #expect(try await again.store.applyHeld() == 0)
        #expect(try again.counts().held == 500)
        try await self.grant(2_000, to: self.chengdu, in: again)
        try await self.applyAll(again)
        #expect(try self.used(self.chengdu, in: again) == 1_000)
        #expect(try again.counts().held == 0)
        #expect(try again.store.examination.verify().problems.isEmpty)
    }

    @Test("A grant is followed at once, without anybody asking")
    func promptly() async throws {
        try await self.list(self.chengdu, "county")
        try await self.grant(2, to: self.chengdu)
        let verdicts = try await self.test.ingest(self.changes(.chengdu, 0..<4), from: .chengdu)
        #expect(verdicts == [.accepted, .accepted, .held, .held])
        try await self.grant(3, to: self.chengdu)
        try await self.test.settle()
        try await self.test.settle()
        #expect(try self.used(self.chengdu) == 3)
        #expect(try self.test.counts().held == 1)
        try await self.grant(nil, to: self.chengdu)
        try await self.test.settle()
        try await self.test.settle()
        #expect(try self.used(self.chengdu) == 4)
    }

    @Test("Since when changes wait does not begin anew when they are looked at, nor with a start")
    func since() async throws {
        let folder = TestFolder()
        let test = try TestStore(.sichuan, folder: folder)
        func since(_ store: TestStore) throws -> Int64? {
            let directory = try store.store.published.get().directory
            return directory.office(self.chengdu).flatMap {
                directory.waiting(forPlacesOf: $0)?.since
            }
        }
        try await self.list(self.chengdu, "county", in: test)
        try await self.grant(2, to: self.chengdu, in: test)
        _ = try await test.ingest(self.changes(.chengdu, 0..<5), from: .chengdu)
        #expect(try since(test) == TestStore.startMilliseconds)
        let hour: Int64 = 3_600_000
        test.setClock(TestStore.startMilliseconds + hour)
        try await self.grant(3, to: self.chengdu, in: test)
        try await self.applyAll(test)
        #expect(try test.counts().held == 2)
        #expect(try since(test) == TestStore.startMilliseconds)
        test.store.close()
        let again = try TestStore(.sichuan, folder: folder)
        again.setClock(TestStore.startMilliseconds + 2 * hour)
        #expect(try await again.store.applyHeld() == 0)
        #expect(try since(again) == TestStore.startMilliseconds)
        try await self.grant(nil, to: self.chengdu, in: again)
        try await self.applyAll(again)
        #expect(try since(again) == nil)
    }

    @Test("Fewer places take nothing away, and nothing more is taken in")
    func lowered() async throws {
        try await self.list(self.chengdu, "county")
        let changes = self.changes(.chengdu, 0..<6)
        _ = try await self.test.ingest(Array(changes.prefix(5)), from: .chengdu)
        try await self.grant(2, to: self.chengdu)
        #expect(try self.used(self.chengdu) == 5)
        #expect(try await self.test.ingest([changes[5]], from: .chengdu) == [.held])
        try await self.test.store.examination.rebuild()
        #expect(try self.used(self.chengdu) == 5)
        #expect(try self.listed(below: self.chengdu) == 5)
        // What is said of an office that is there already waits for nothing.
        let names = TestOffice.chengdu.changes(
            in: SpaceID(.roster, of: self.chengdu),
            incarnation: 8,
            stamps: [TestStore.startMilliseconds + 100]
        ) { _ in [Self.entry("X1")] }
        #expect(try await self.test.ingest(names, from: .chengdu) == [.accepted])
    }

    @Test("Nobody but the parent grants places")
    func grants() async throws {
        try await self.list(self.chengdu, "county")
        try await self.grant(2, to: self.chengdu)
        let space = SpaceID(.roster, of: self.chengdu)
        let own = TestOffice.chengdu.changes(
            in: space,
            stamps: (1...3).map { TestStore.startMilliseconds + $0 }
        ) { index in
            // Of itself, and of one below.
            index == 0
                ? [Self.entry("510100", granting: 1_000)]
                : [Self.entry("X\(index)", granting: 1_000)]
        }
        let verdicts = try await self.test.ingest(own, from: .chengdu)
        #expect(verdicts == [.accepted, .accepted, .accepted])
        let child = try self.child("X1", of: self.chengdu)
        let more = self.changes(.chengdu, 5..<6, incarnation: 8)
        #expect(try await self.test.ingest(more, from: .chengdu) == [.held])
        let row = try self.test.store.read { snapshot throws(StoreError) in
            snapshot.offices[child]
        }
        #expect(row?.places == 1_000)
        #expect(try self.used(self.chengdu) == 2)
    }

    @Test("An office counts in the branch of each office above it")
    func ancestors() async throws {
        let national = try TestStore(.national)
        let sichuan = TestOffice.sichuan.path
        try await self.list(sichuan, "provincial", in: national)
        try await self.grant(4, to: sichuan, in: national)
        let cities = TestOffice.sichuan.changes(
            in: SpaceID(.roster, of: sichuan),
            stamps: [TestStore.startMilliseconds]
        ) { _ in [Self.entry("510100"), Self.entry("510700")] }
        #expect(try await national.ingest(cities) == [.accepted])
        let first = try await national.ingest(self.changes(.chengdu, 0..<2))
        #expect(first == [.accepted, .accepted])
        #expect(try self.used(sichuan, in: national) == 4)
        #expect(try self.used(self.chengdu, in: national) == 2)
        #expect(try self.used(national.office.path, in: national) == 5)
        // The other city has places of its own, but not in the province.
        #expect(try await national.ingest(self.changes(.mianyang, 0..<1)) == [.held])
        // Two in one change are taken in together or not at all.
        try await self.grant(5, to: sichuan, in: national)
        try await self.applyAll(national)
        #expect(try self.used(self.mianyang, in: national) == 1)
        let two = TestOffice.mianyang.changes(
            in: SpaceID(.roster, of: self.mianyang),
            incarnation: 9,
            stamps: [TestStore.startMilliseconds]
        ) { _ in [Self.entry("Y1"), Self.entry("Y2")] }
        try await self.grant(6, to: sichuan, in: national)
        #expect(try await national.ingest(two) == [.held])
        #expect(try self.used(self.mianyang, in: national) == 1)
        try await self.grant(7, to: sichuan, in: national)
        try await self.applyAll(national)
        #expect(try self.used(self.mianyang, in: national) == 3)
    }

    @Test("What moves makes room by the word of an office above it, and none by its own")
    func moved() async throws {
        let national = try TestStore(.national)
        let (sichuan, tree) = (TestOffice.sichuan.path, national.office.path)
        let chongqing = try self.child("500000", of: tree)
        let place = try self.child("510100", of: chongqing)
        try await self.list(sichuan, "provincial", in: national)
        try await self.list(chongqing, "provincial", in: national)
        try await self.grant(4, to: sichuan, in: national)
        let cities = TestOffice.sichuan.changes(
            in: SpaceID(.roster, of: sichuan),
            stamps: [TestStore.startMilliseconds]
        ) { _ in [Self.entry("510100"), Self.entry("510700")] }
        _ = try await national.ingest(cities)
        _ = try await national.ingest(self.changes(.chengdu, 0..<2))
        #expect(try await national.ingest(self.changes(.mianyang, 0..<2)) == [.held, .held])
        // Chengdu says that its children go on as one of them: they are known all the same.
        let own = try self.succession(
            try self.child("X0", of: self.chengdu),
            try self.child("X1", of: self.chengdu),
            by: self.chengdu
        )
        let merger = TestOffice.chengdu.changes(
            in: SpaceID(.roster, of: self.chengdu),
            incarnation: 8,
            stamps: [TestStore.startMilliseconds]
        ) { _ in [own] }
        #expect(try await national.ingest(merger) == [.accepted])
        #expect(try self.used(sichuan, in: national) == 4)
        // Headquarters say that Chengdu goes to Chongqing.
        let content = try SuccessionContent(
            validating: self.chengdu,
            to: [place],
            kind: "move",
            reason: "",
            declaredBy: tree,
            since: 5
        )
        let words = LocalAct(.test, user: "u", intents: [content.intent(by: .ed25519)])
        try await national.store.write(words)
        try await self.applyAll(national)
        #expect(try self.used(sichuan, in: national) == 3)
        #expect(try self.used(self.mianyang, in: national) == 2)
        // Its old place has no more room than it had.
        #expect(try self.used(self.chengdu, in: national) == 2)
        // At its new place it counts when it is entered there.
        #expect(try self.used(chongqing, in: national) == 0)
        let entered = national.office.child("500000", seed: 9).changes(
            in: SpaceID(.roster, of: chongqing),
            incarnation: 9,
            stamps: [TestStore.startMilliseconds]
        ) { _ in [Self.entry("510100")] }
        #expect(try await national.ingest(entered) == [.accepted])
        #expect(try self.used(chongqing, in: national) == 1)
        try await national.store.examination.rebuild()
        #expect(try self.used(sichuan, in: national) == 3)
        #expect(try self.used(chongqing, in: national) == 1)
    }

    private func succession(
        _ from: OfficePath,
        _ to: OfficePath,
        by office: OfficePath
    ) throws -> RecordEdit {
        let content = try SuccessionContent(
            validating: from,
            to: [to],
            kind: "merge",
            reason: "",
            declaredBy: office,
            since: 5
        )
        let intent = content.intent(by: .ed25519)
        return RecordEdit(
            record: intent.record,
            fields: intent.fields.compactMap { field in
                field.value.map { RecordEdit.Field(field.number, .choice($0, superseding: [])) }
            }
        )
    }

    @Test("An office enters no more offices itself than it has places, however many ask at once")
    func ownActs() async throws {
        let test = try TestStore(.chengdu)
        let listing = TestOffice.sichuan.changes(
            in: SpaceID(.roster, of: TestOffice.sichuan.path),
            stamps: [TestStore.startMilliseconds]
        ) { _ in [Self.entry("510100", granting: 3)] }
        #expect(try await test.ingest(listing) == [.accepted])
        func host(_ id: String) throws -> LocalAct {
            let content = try OfficeContent(
                validating: id,
                name: "学会\(id)",
                nameEnglish: nil,
                level: "society",
                hostedBy: test.office.path
            )
            return LocalAct(
                .test,
                user: "u",
                parts: [
                    content.hosting(roster: test.office.path, renames: true, isForced: false)
                ]
            )
        }
        try await test.store.write(host("S1"))
        try await self.list(self.child("S2", of: self.chengdu), "society", in: test)
        // One place is left, and sixteen want it in one transaction or several.
        let acts = try (10..<26).map { try host("S\($0)") }
        let conflicts = await withTaskGroup(of: ActConflict.Reason?.self) { group in
            for act in acts {
                group.addTask {
                    do throws(StoreError) {
                        try await test.store.write(act)
                        return nil
                    } catch {
                        guard case .conflict(let conflict) = error else { return nil }
                        return conflict.reason
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(conflicts.count { $0 == nil } == 1)
        #expect(try self.used(self.chengdu, in: test) == 3)
        let full = FullBranch(office: self.chengdu, used: 3, places: 3)
        await #expect(throws: StoreError.conflict(ActConflict(part: 0, .branchFull(full)))) {
            try await test.store.write(host("S99"))
        }
        // What is there may be said again, and said differently.
        #expect(try await test.store.write(host("S1")).isRepeated)
    }
}
