import Decision
import SyncProtocol
import Testing

@testable import Store

@Suite("The digests of what links carry")
struct ScopeDigestTests {
    private static let scopes = [
        LinkScope(office: TestOffice.sichuan.path, peer: TestOffice.chengdu.path),
        LinkScope(office: TestOffice.sichuan.path, peer: TestOffice.mianyang.path),
        LinkScope(office: TestOffice.sichuan.path, peer: TestOffice.national.path),
    ]

    /// Counted over all spaces, one after the other.
    private static func counted(_ scope: LinkScope, _ snapshot: StoreSnapshot) -> Digest256 {
        let spaces = snapshot.directory.spaces.filter { scope.carries($0.space) }
        return StoreSnapshot.stateDigest(over: spaces.map { ($0.space, $0.digest) }, by: .ed25519)
    }

    private static func check(_ digests: ScopeDigests, _ snapshot: StoreSnapshot) {
        for scope in Self.scopes {
            #expect(digests.digest(of: scope, snapshot) == Self.counted(scope, snapshot))
        }
    }

    /// A moment of the store, of which only what lies in memory is asked.
    private static func moment(_ test: TestStore) throws -> StoreSnapshot {
        try test.store.read { snapshot throws(StoreError) in snapshot }
    }

    @Test(
        "are those of the spaces that each carries, after each commit and for an earlier moment, too"
    )
    func follow() async throws {
        let test = try TestStore(.sichuan)
        let digests = ScopeDigests()
        Self.check(digests, try Self.moment(test))
        try await test.store.write(TestActs.figures(of: TestOffice.sichuan.path, [1: 7]))
        let early = try Self.moment(test)
        Self.check(digests, early)
        for city in [TestOffice.chengdu, .mianyang] {
            let space = SpaceID(.reports, of: city.path)
            let changes = city.changes(in: space, stamps: [1, 2, 3]) { number in
                [TestActs.edit(UInt16(number + 1), 5)]
            }
            try await test.ingest(changes, from: city)
            Self.check(digests, try Self.moment(test))
        }
        // The same spaces once more, with other records in them.
        try await test.store.write(TestActs.figures(of: TestOffice.sichuan.path, [1: 8, 2: 9]))
        Self.check(digests, try Self.moment(test))
        Self.check(digests, early)
        Self.check(digests, try Self.moment(test))
        let carried = Set(Self.scopes.map { Self.counted($0, early) })
        let now = try Self.moment(test)
        #expect(Set(Self.scopes.map { Self.counted($0, now) }).count == 3)
        #expect(carried.count < 3, "nothing of the cities was there yet")
    }
}
