import Decision
import Store
import Testing

@testable import Node
@testable import SyncProtocol

@Suite("How far a node has come that fetches its own past back")
struct PastRecoveryTests {
    private let national: OfficePath
    private let province: OfficePath
    private let city: OfficePath
    private let county: OfficePath

    init() throws {
        let path = { (text: String) in try #require(OfficePath(text: text)) }
        self.national = try path("100000")
        self.province = try path("100000/510000")
        self.city = try path("100000/510000/510100")
        self.county = try path("100000/510000/510100/510104")
    }

    @Test("It is done once an office above has the same, and every link that stands is equal")
    func done() {
        var recovery = PastRecovery(at: 0)
        #expect(!recovery.isDone(areAllEqual: true, at: 0))
        recovery.equal(with: self.province, at: self.city, now: 1_000)
        #expect(recovery.isDone(areAllEqual: true, at: 1_000))
        #expect(!recovery.isDone(areAllEqual: false, at: 1_000))
    }

    @Test("Other neighbours are waited for, but not for ever, and news begins the wait anew")
    func patience() {
        let patience = PastRecovery.patienceMilliseconds
        var recovery = PastRecovery(at: 0)
        recovery.equal(with: self.national, at: self.city, now: 1_000)
        #expect(!recovery.isDone(areAllEqual: false, at: patience + 999))
        #expect(recovery.isDone(areAllEqual: false, at: patience + 1_000))
        recovery.came(from: self.county, at: patience)
        #expect(!recovery.isDone(areAllEqual: false, at: patience + 1_000))
        #expect(recovery.isDone(areAllEqual: false, at: 2 * patience))
    }

    @Test("An office below need not have had all; below headquarters there is nobody else to ask")
    func offices() {
        var recovery = PastRecovery(at: 0)
        recovery.equal(with: self.county, at: self.city, now: 0)
        #expect(!recovery.isWhole)
        var root = PastRecovery(at: 0)
        root.equal(with: self.province, at: self.national, now: 0)
        #expect(root.isWhole)
    }

    @Test(
        "An office above that never comes to have the same is waited for a quarter of an hour, as long as it is linked"
    )
    func neverEqual() {
        let patience = PastRecovery.patienceMillisecondsMax
        var recovery = PastRecovery(at: 0)
        recovery.look(at: [self.link(to: self.county)], of: self.city, now: 1_000)
        #expect(!recovery.isDone(areAllEqual: false, at: 9 * patience))
        recovery.look(at: [self.link(to: self.province)], of: self.city, now: 9 * patience)
        recovery.came(from: self.province, at: 9 * patience + 500)
        #expect(!recovery.isDone(areAllEqual: false, at: 10 * patience))
        #expect(recovery.isDone(areAllEqual: false, at: 10 * patience + 500))
        recovery.look(at: [], of: self.city, now: 10 * patience + 500)
        #expect(!recovery.isDone(areAllEqual: false, at: 10 * patience + 500))
    }

    private func link(to peer: OfficePath) -> LinkProgress {
        LinkProgress(
            link: LinkID(1),
            peer: peer,
            phase: .streaming,
            sendBehind: 0,
            receiveBehind: 0,
            scope: LinkScope(office: self.city, peer: peer),
            scopeDigest: Digest256(words: (0, 0, 0, 0)),
            peerScopeDigest: nil,
            isOutdated: false
        )
    }

    @Test("Who gave changes back is named once, in order")
    func sources() {
        var recovery = PastRecovery(at: 0)
        for peer in [self.county, self.province, self.county, nil] {
            recovery.came(from: peer, at: 0)
        }
        #expect(recovery.sources == [self.county, self.province])
    }
}
