import Decision
import Store
import SyncProtocol
import Testing

@testable import Node

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

    @Test("Who gave changes back is named once, in order")
    func sources() {
        var recovery = PastRecovery(at: 0)
        for peer in [self.county, self.province, self.county, nil] {
            recovery.came(from: peer, at: 0)
        }
        #expect(recovery.sources == [self.county, self.province])
    }
}
