import Simulation
import SyncProtocol
import Testing

@Suite("Files are fetched")
struct ContentFetchTests {
    private static let city = "100000/510000/510100"
    private static let otherCity = "100000/510000/510300"
    private static let file = SampleFile(byteCount: 40 * 65_536 + 100)

    private func exchange(_ offices: [String] = [Self.city]) -> FileExchange {
        var exchange = FileExchange(offices)
        for place in offices.indices {
            exchange.change(place) { $0.files = [Self.file.id: Self.file] }
        }
        return exchange
    }

    @Test("A file comes whole: its manifest, then each chunk once")
    func whole() {
        var exchange = self.exchange()
        exchange.fetch(Self.file)
        exchange.carry()
        #expect(exchange.ended == [Self.file.id: .complete])
        #expect(exchange.manifests[Self.file.id] == Self.file.manifest)
        #expect(exchange.kept[Self.file.id]?.sorted() == Array(0...40))
        #expect(exchange.neighbours[0].served.count == 1 + 41)
        #expect(exchange.closed.isEmpty)
    }

    @Test("A link that is cut again and again brings every chunk once")
    func cuts() {
        var exchange = self.exchange()
        exchange.fetch(Self.file)
        for count in stride(from: 5, through: 40, by: 5) {
            exchange.carry(untilKept: count)
            #expect(exchange.ended.isEmpty)
            exchange.cut(0)
            exchange.open(0)
        }
        exchange.carry()
        #expect(exchange.ended == [Self.file.id: .complete])
        #expect(exchange.kept[Self.file.id]?.sorted() == Array(0...40))
        // The manifest came once, and again only what was under way when the link was cut.
        let manifests = exchange.neighbours[0].served.count { $0.part == .manifest }
        #expect(manifests == 1)
        #expect(exchange.neighbours[0].served.count <= 42 + 8 * ContentLimits.askedPerLinkMax)
    }

    @Test("What is here from an earlier time is not asked for")
    func resumed() {
        var exchange = self.exchange()
        var held = ChunkMap(chunkCount: 41)
        for index in 0..<30 { held.insert(index) }
        exchange.fetch(Self.file, held: held)
        exchange.carry()
        #expect(exchange.ended == [Self.file.id: .complete])
        #expect(exchange.neighbours[0].served.map(\.index) == Array(30...40))
    }

    @Test("A file that is here whole is not fetched")
    func nothingMissing() {
        var exchange = self.exchange()
        exchange.fetch(Self.file, held: ChunkMap(chunkCount: 41, isFull: true))
        #expect(exchange.ended == [Self.file.id: .complete])
        exchange.carry()
        #expect(exchange.neighbours[0].served.isEmpty)
    }

    @Test("Two neighbours serve one file, and none sends what the other has sent")
    func twoSources() {
        var exchange = self.exchange([Self.city, Self.otherCity])
        exchange.fetch(Self.file)
        exchange.carry()
        exchange.run(seconds: 2)
        #expect(exchange.ended == [Self.file.id: .complete])
        let chunks = exchange.neighbours.flatMap(\.served).filter { $0.part == .data }
        #expect(chunks.map(\.index).sorted() == Array(0...40))
        #expect(exchange.neighbours.allSatisfy { !$0.served.isEmpty })
    }

    @Test("A lying neighbour is found out, and another one is asked")
    func liar() {
        var exchange = self.exchange([Self.city, Self.otherCity])
        exchange.change(0) { $0.lie = { $0.part == .data ? [9] + $1.dropFirst() : $1 } }
        exchange.fetch(Self.file)
        exchange.carry()
        exchange.run(seconds: 3)
        #expect(exchange.ended == [Self.file.id: .complete])
        #expect(exchange.distrusted == [LinkID(1)])
        #expect(exchange.kept[Self.file.id]?.sorted() == Array(0...40))
    }

    @Test("A false manifest is found out when it is whole")
    func falseManifest() {
        var exchange = self.exchange([Self.city, Self.otherCity])
        let other = SampleFile(byteCount: 65_536)
        exchange.change(0) { $0.lie = { $0.part == .manifest ? other.manifestBytes : $1 } }
        exchange.fetch(Self.file)
        exchange.carry()
        exchange.run(seconds: 3)
        #expect(exchange.ended == [Self.file.id: .complete])
        #expect(exchange.distrusted == [LinkID(1)])
        // A liar that is alone stops nothing but its own link's help.
        var alone = self.exchange()
        alone.change(0) { $0.lie = { _, _ in [] } }
        alone.fetch(Self.file)
        alone.run(seconds: 30)
        #expect(alone.ended.isEmpty && alone.kept.isEmpty)
        #expect(alone.neighbours[0].served.count == 1)
    }

    @Test("A neighbour that has nothing yet is asked again until it has")
    func later() {
        var exchange = self.exchange()
        exchange.change(0) { $0.files = [:] }
        exchange.fetch(Self.file)
        exchange.run(seconds: 300)
        #expect(exchange.ended.isEmpty)
        exchange.change(0) {
            $0.files = [Self.file.id: Self.file]
            $0.lacks = { $0 > 20 }
        }
        exchange.run(seconds: 61)
        #expect(exchange.kept[Self.file.id]?.sorted() == Array(0...20))
        exchange.change(0) { $0.lacks = { _ in false } }
        exchange.run(seconds: 61)
        #expect(exchange.ended == [Self.file.id: .complete])
    }

    @Test("A file that is longer than its record said is not taken")
    func tooLong() {
        var exchange = self.exchange()
        exchange.fetch(ContentOrder(Self.file.id, byteCountMax: 1_000))
        exchange.carry()
        #expect(exchange.ended == [Self.file.id: .tooLong])
        #expect(exchange.kept.isEmpty)
    }

    @Test("A disk that takes nothing more ends the fetch")
    func fullDisk() {
        var exchange = self.exchange()
        exchange.isDiskFull = true
        exchange.fetch(Self.file)
        exchange.carry()
        #expect(exchange.ended == [Self.file.id: .notKept])
        let served = exchange.neighbours[0].served.count
        exchange.run(seconds: 10)
        #expect(exchange.neighbours[0].served.count == served)
    }

    @Test("A manifest of several pieces comes piece by piece", arguments: [2_100, 4_094])
    func longManifest(chunkCount: UInt64) {
        let file = SampleFile(byteCount: chunkCount * 65_536, isUniform: true)
        var exchange = FileExchange([Self.city])
        exchange.change(0) { $0.files = [file.id: file] }
        exchange.fetch(file)
        exchange.carry(untilKept: 1)
        #expect(exchange.manifests[file.id] == file.manifest)
    }

    @Test("A neighbour that wants too much at a time is cut off")
    func flood() {
        let exchange = self.exchange()
        let link = LinkID(1)
        var relay = exchange.relay
        for index in 0...ContentLimits.wantsPerLinkMax + 1 {
            let frame = Frame.want(ContentPlace(Self.file.id, .data, index: index)).encoded()
            let actions = relay.step(.frameReceived(link, frame), at: 0)
            guard actions.contains(.close(link, .outOfTurn("want"))) else { continue }
            #expect(index > ContentLimits.wantsPerLinkMax / 2)
            return
        }
        Issue.record("the link was not closed")
    }
}
