import OfficeWork
import SyncProtocol
import Testing

@Suite("The ways to offices without a link of their own")
struct WaysTests {
    private static let top = OfficePath(text: "100000")!
    private static let own = OfficePath(text: "100000/510000")!
    private static let city = OfficePath(text: "100000/510000/510100")!
    private static let county = OfficePath(text: "100000/510000/510100/510104")!

    @Test("An office is cut off when every way to it goes through an office that is away")
    func cutOff() {
        let alone = Ways(own: Self.top, linked: [], away: [Self.own])
        #expect(alone.isCutOff(Self.city) == Self.own)
        #expect(alone.isCutOff(Self.county) == Self.own)
        // The city links with headquarters itself, too.
        let second = Ways(own: Self.top, linked: [Self.city], away: [Self.own])
        #expect(second.isCutOff(Self.county) == nil)
        let linked = Ways(own: Self.top, linked: [Self.own], away: [])
        #expect(linked.isCutOff(Self.city) == nil)
        // From below all that is above and beside goes through the parent.
        let below = Ways(own: Self.city, linked: [Self.county], away: [Self.own])
        #expect(below.isCutOff(Self.top) == Self.own)
        #expect(below.isCutOff(Self.county) == nil)
    }
}
