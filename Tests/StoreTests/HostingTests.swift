import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

/// Who writes for an office: its host until it joins, then itself.
@Suite("Hosting and its end")
struct HostingTests {
    private let child: OfficePath
    private let test: TestStore

    init() throws {
        self.test = try TestStore(.chengdu)
        let id = try #require(OfficeID("510100-S01"))
        self.child = try #require(self.test.office.path.child(id))
    }

    private func content(
        _ name: String,
        english: String? = nil,
        isHosted: Bool
    ) throws -> OfficeContent {
        try OfficeContent(
            validating: "510100-S01",
            name: name,
            nameEnglish: english,
            level: "society",
            hostedBy: isHosted ? self.test.office.path : nil
        )
    }

    private func host(
        _ name: String,
        renames: Bool = false,
        isForced: Bool = false
    ) async throws -> DurableAct {
        let part = try self.content(name, isHosted: true).hosting(
            roster: self.test.office.path,
            renames: renames,
            isForced: isForced
        )
        return try await self.test.store.write(LocalAct(.test, user: "u", parts: [part]))
    }

    private func invite(_ name: String, renames: Bool = false) async throws -> DurableAct {
        let part = try self.content(name, english: "Society", isHosted: false).invitation(
            roster: self.test.office.path,
            renames: renames
        )
        return try await self.test.store.write(LocalAct(.test, user: "u", parts: [part]))
    }

    private func join() async throws {
        let hash = SignatureSuite.ed25519.hash([1])
        try await self.test.store.add(
            JoinPermit(
                hash: hash,
                office: self.child,
                level: .society,
                name: "学会",
                nameEnglish: nil,
                madeBy: "u",
                expiresAt: .max
            )
        )
        let use = try await self.test.store.useToken(
            hash,
            for: self.child,
            by: TestOffice.sichuan.identity.signer.author
        )
        guard case .accepted = use else {
            Issue.record("\(use)")
            return
        }
    }

    private var row: OfficeRow? {
        get throws {
            try self.test.store.read { snapshot throws(StoreError) in
                snapshot.offices[self.child]
            }
        }
    }

    @Test("an invitation alone changes nothing; joining ends the hosting, and others learn of it")
    func joining() async throws {
        _ = try await self.host("学会")
        #expect(try self.row?.hostedBy == self.test.office.path)
        let figures = TestActs.figures(of: self.child, [1: 3])
        _ = try await self.test.store.write(figures)
        _ = try await self.invite("学会", renames: true)
        #expect(try self.row?.hostedBy == self.test.office.path)
        let before = self.test.committed.count
        try await self.join()
        #expect(try self.row?.hostedBy == nil)
        #expect(self.test.committed.count == before + 1)
        let error = await #expect(throws: StoreError.self) {
            try await self.test.store.write(figures)
        }
        guard case .notAuthorised? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        // What was written for it stays, and an opened store still knows.
        #expect(try self.test.totalRows(of: self.child).first?.own == 3)
    }

    @Test("an office with a node of its own is hosted only by force")
    func force() async throws {
        _ = try await self.invite("学会")
        try await self.join()
        let error = await #expect(throws: StoreError.self) { try await self.host("学会") }
        #expect(error == .conflict(ActConflict(part: 0, .hasNode(self.child))))
        #expect(try self.row?.hostedBy == nil)
        #expect(try await !self.host("学会", isForced: true).isRepeated)
        #expect(try self.row?.hostedBy == self.test.office.path)
        #expect(try await self.host("学会").isRepeated)
    }

    @Test("a node that has written here is a node of its own, also without an invitation of ours")
    func knownNode() async throws {
        let path = TestOffice.chengdu.path
        let parent = try TestStore(.sichuan)
        let child = try TestStore(.chengdu)
        _ = try await child.store.write(TestActs.figures(of: path, [1: 1]))
        try await parent.ingest(try child.allChanges(), from: .chengdu)
        let content = try OfficeContent(
            validating: path.office.text,
            name: "成都市科协",
            nameEnglish: nil,
            level: "county",
            hostedBy: parent.office.path
        )
        let part = content.hosting(roster: parent.office.path, renames: false, isForced: false)
        let error = await #expect(throws: StoreError.self) {
            try await parent.store.write(LocalAct(.test, user: "u", parts: [part]))
        }
        #expect(error == .conflict(ActConflict(part: 0, .hasNode(path))))
    }

    @Test("another name is refused with what stands there, or changes it when that is meant")
    func otherName() async throws {
        _ = try await self.invite("学会")
        for _ in 1...2 {
            let error = await #expect(throws: StoreError.self) { try await self.invite("另名") }
            guard case .conflict(let conflict)? = error,
                case .differs(_, field: OfficeField.name.rawValue, let present) = conflict.reason
            else {
                Issue.record("\(String(describing: error))")
                return
            }
            let key = Array(self.child.office.text.utf8)
            #expect(OfficeEntry(key: key, state: present)?.name == "学会")
        }
        await #expect(throws: StoreError.self) { try await self.host("另名") }
        #expect(try self.row?.name == "学会")
        _ = try await self.invite("另名", renames: true)
        #expect(try self.row?.name == "另名")
        #expect(try self.row?.nameEnglish == "Society")
    }

    @Test("names are changed and taken away by themselves")
    func names() async throws {
        _ = try await self.invite("学会")
        func name(_ name: String?, _ english: String?) async throws -> DurableAct {
            let names = try OfficeNames(
                validating: self.child.office,
                name: name,
                nameEnglish: english
            )
            let part = names.part(roster: self.test.office.path)
            return try await self.test.store.write(LocalAct(.test, user: "u", parts: [part]))
        }
        #expect(try await name("学会", "Society").isRepeated)
        _ = try await name("成都学会", nil)
        #expect(try self.row?.name == "成都学会")
        #expect(try self.row?.nameEnglish == "Society")
        _ = try await name(nil, "")
        #expect(try self.row?.nameEnglish == nil)
        #expect(try await name(nil, "").isRepeated)
        #expect(try self.row?.level == .society)
        let other = try OfficeNames(
            validating: try #require(OfficeID("S99")),
            name: "无",
            nameEnglish: nil
        )
        await #expect(throws: StoreError.self) {
            try await self.test.store.write(
                LocalAct(.test, user: "u", parts: [other.part(roster: self.test.office.path)])
            )
        }
    }
}
