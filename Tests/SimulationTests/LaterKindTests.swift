import Simulation
import SyncProtocol
import Testing

@Suite("Kinds of spaces that only later versions know")
struct LaterKindTests {
    @Test("A province that does not know a kind carries it, down, up and both ways, and no further")
    func carried() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let (national, province) = (simulation.office("100000"), simulation.office("510000"))
        let (chengdu, mianyang) = (simulation.office("510100"), simulation.office("510700"))
        let kind = { (number: UInt8) in try #require(SpaceKind(rawValue: number)) }
        let down = try national.writeFigure(5, as: kind(40))
        let up = try chengdu.writeFigure(5, as: kind(70))
        let both = try chengdu.writeFigure(5, as: kind(100))
        let own = try chengdu.writeFigure(5, as: kind(41))
        let all = [national, province, chengdu, mianyang]
        let holders = { (space: SpaceID) in
            all.map { $0.disk.summary(of: space) == nil ? "n" : "y" }.joined()
        }
        try simulation.run(until: "they are where they belong") { _ in
            [down, up, both].map(holders) == ["yyyy", "yyyn", "yyyn"]
        }
        try simulation.heal()
        try simulation.converge()
        #expect([down, up, both, own].map(holders) == ["yyyy", "yyyn", "yyyn", "nnyn"])
        // The same bytes everywhere, the same state, and nothing was read in it.
        let position = try #require(chengdu.disk.positions.first { $0.feed.space == up })
        for office in [national, province] {
            let entry = try #require(office.disk.entry(1, of: position.feed))
            #expect(entry.signed == chengdu.disk.entry(1, of: position.feed)?.signed)
            #expect(office.disk.summary(of: up)?.records == chengdu.disk.summary(of: up)?.records)
            #expect(office.total() == nil && office.total(of: chengdu.path) == nil)
        }
        #expect(all.allSatisfy { $0.disk.quarantine.isEmpty })
    }
}
