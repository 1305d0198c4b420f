import Testing

@testable import SyncProtocol

@Suite("Which files are asked for first")
struct ContentDeskTests {
    private static let city = OfficePath(text: "100000/510000/510100")!
    private static let honest = OfficePath(text: "100000/510000/510100/510106")!
    private static let hostile = OfficePath(text: "100000/510000/510100/510104")!
    private static let link = LinkID(1)

    private static func content(_ number: Int) -> ContentID {
        ContentID(SignatureSuite.ed25519.hash(Array("\(number)".utf8)))
    }

    /// A desk that fetches sixty files which a county has named, and one of another.
    private static func desk(peer: OfficePath = city) -> ContentDesk {
        var desk = ContentDesk(suite: .ed25519)
        desk.opened(self.link, to: peer)
        for number in 1...60 {
            _ = desk.begin(ContentOrder(self.content(number), of: self.hostile), at: 0)
        }
        _ = desk.begin(ContentOrder(self.content(0), of: self.honest), at: 0)
        return desk
    }

    /// Says of everything that is asked for that it is not there.
    private static func answerNothing(_ desk: inout ContentDesk, at now: Int64) -> [ContentID] {
        let wants = desk.nextWants(over: self.link, at: now)
        for place in wants {
            _ = desk.arrived(ContentChunk(place: place, bytes: nil), over: self.link, at: now)
        }
        return wants.map(\.content)
    }

    @Test("The one file of an office is asked for among the first, whoever else names many")
    func shares() {
        var desk = Self.desk()
        var asked: [ContentID] = []
        while asked.count < 3 { asked += Self.answerNothing(&desk, at: 0) }
        #expect(asked.contains(Self.content(0)))
    }

    @Test("A neighbour below is asked first for what it is likely to have")
    func likely() {
        var desk = Self.desk(peer: Self.honest)
        #expect(Self.answerNothing(&desk, at: 0) == [Self.content(0)])
    }

    @Test("What somebody waits for is asked for before all else")
    func awaited() {
        var desk = Self.desk()
        _ = desk.begin(ContentOrder(Self.content(60), isAwaited: true), at: 0)
        #expect(Self.answerNothing(&desk, at: 0) == [Self.content(60)])
    }

    @Test("What the linked neighbours do not have gives way, what they were not asked for does not")
    func missed() {
        var desk = Self.desk()
        #expect(desk.missed.isEmpty)
        let asked = Self.answerNothing(&desk, at: 0)
        #expect(desk.missed == asked && !asked.isEmpty)
        // Another neighbour may have it.
        desk.opened(LinkID(2), to: Self.hostile)
        #expect(desk.missed.isEmpty)
    }
}
