internal import Decision
import PlainText
import Store
import SyncProtocol
import Testing

@testable import Node

@Suite("Neighbours that are away")
struct LinkOutagesTests {
    private static let top = OfficePath(text: "100000")!
    private static let own = OfficePath(text: "100000/510000")!
    private static let city = OfficePath(text: "100000/510000/510100")!
    private static let county = OfficePath(text: "100000/510000/510100/510104")!
    private static let minute: Int64 = 60_000

    @Test("An outage is told after a minute, once, and so is its end")
    func outage() {
        var outages = LinkOutages(own: Self.own)
        outages.lost(Self.top, "peer-stopped", at: 0)
        #expect(outages.due(at: Self.minute - 1).isEmpty)
        let told = outages.due(at: Self.minute)
        #expect(told.map(\.kind) == [.linkLost])
        #expect(told.first?.details.text(.reason) == "peer-stopped")
        #expect(told.first?.subject == "100000")
        #expect(outages.due(at: 2 * Self.minute).isEmpty)
        let end = outages.returned(Self.top, at: 5 * Self.minute)
        #expect(end?.kind == .linkReturned)
        #expect(end?.details.number(.minutes) == 5)
        #expect(outages.returned(Self.top, at: 6 * Self.minute) == nil)
    }

    @Test("A link that comes back within a minute is no news")
    func flap() {
        var outages = LinkOutages(own: Self.own)
        for round in 0..<100 {
            outages.lost(Self.city, "connection-lost", at: Int64(round) * Self.minute)
            let due = outages.due(at: Int64(round) * Self.minute + 30_000)
            let end = outages.returned(Self.city, at: Int64(round) * Self.minute + 40_000)
            #expect(due.isEmpty && end == nil)
        }
    }

    @Test("Outages that follow on each other are told once in ten minutes")
    func quota() {
        var outages = LinkOutages(own: Self.own)
        var told = 0
        for round in 0..<30 {
            let start = Int64(round) * 2 * Self.minute
            outages.lost(Self.city, "connection-lost", at: start)
            told += outages.due(at: start + Self.minute).count
            told += outages.returned(Self.city, at: start + Self.minute + 1) == nil ? 0 : 1
        }
        #expect(told == 12)
    }

    @Test("Nobody expects a link to offices further below")
    func furtherBelow() {
        var outages = LinkOutages(own: Self.own)
        outages.lost(Self.county, "connection-lost", at: 0)
        #expect(outages.due(at: Self.minute).isEmpty)
    }
}
