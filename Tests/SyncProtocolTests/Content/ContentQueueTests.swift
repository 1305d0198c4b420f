import SyncProtocol
import Testing

@Suite("Files wait by shares")
struct ContentQueueTests {
    private static let honest = OfficePath(text: "100000/510000/510100/510106")!
    private static let hostile = OfficePath(text: "100000/510000/510100/510104")!

    private static func file(
        _ number: Int,
        _ byteCount: UInt64 = 3_000,
        of owner: OfficePath? = Self.honest
    ) -> ContentQueue.Wanted {
        let content = ContentID(
            SignatureSuite.ed25519.hash(Array("\(owner.map { "\($0)" } ?? "-") \(number)".utf8))
        )
        return ContentQueue.Wanted(content, byteCountMax: byteCount, of: owner)
    }

    private func begun(_ queue: inout ContentQueue, _ count: Int) -> [ContentQueue.Wanted] {
        (0..<count).compactMap { _ in queue.popFirst() }
    }

    @Test("The one file of an office is begun next, however many another office names")
    func shares() {
        var queue = ContentQueue()
        for number in 0..<3_000 { queue.insert(Self.file(number, of: Self.hostile)) }
        _ = self.begun(&queue, 100)
        queue.insert(Self.file(1))
        let next = queue.popFirst()
        #expect(next == Self.file(1))
    }

    @Test("Of one office the short ones go first, and of equal length the new ones")
    func lengthAndAge() {
        var queue = ContentQueue()
        let files = [
            Self.file(1, 1_000_000), Self.file(2, 3_000), Self.file(3, 2_500),
            Self.file(4, 900_000),
        ]
        for file in files { queue.insert(file) }
        let begun = self.begun(&queue, 9)
        #expect(begun == [files[2], files[1], files[3], files[0]])
        #expect(queue.isEmpty)
    }

    @Test("What somebody waits for goes before all else, also when it waited before")
    func awaited() {
        var queue = ContentQueue()
        for number in 0..<100 { queue.insert(Self.file(number, of: Self.hostile)) }
        let last = Self.file(0, of: Self.hostile)
        let isFound = queue.hurry(last.content)
        let isOther = queue.hurry(Self.file(1).content)
        #expect(isFound && !isOther)
        let first = queue.popFirst()
        #expect(first?.content == last.content)
    }

    @Test("What nobody had comes after what was never tried, and is not lost")
    func failures() throws {
        var queue = ContentQueue()
        queue.insert(Self.file(1))
        let first = queue.popFirst()
        queue.failed(try #require(first))
        #expect(!queue.hasUntried)
        queue.insert(Self.file(2))
        #expect(queue.hasUntried)
        let order = self.begun(&queue, 9).map(\.content)
        #expect(order == [Self.file(2).content, Self.file(1).content])
    }

    @Test(
        "Who names files again and again that nobody has comes after all others, until one of them comes"
    )
    func strikes() throws {
        var queue = ContentQueue()
        for number in 0..<200 { queue.insert(Self.file(number, of: Self.hostile)) }
        for _ in 0..<ContentQueue.strikesMax {
            let next = queue.popFirst()
            queue.failed(try #require(next))
        }
        for number in 0..<50 { queue.insert(Self.file(number, 100_000_000)) }
        let begun = self.begun(&queue, 51)
        #expect(begun.prefix(50).allSatisfy { $0.owner == Self.honest })
        #expect(begun.last?.owner == Self.hostile)
        queue.arrived(Self.hostile)
        for number in 50..<60 { queue.insert(Self.file(number)) }
        let next = self.begun(&queue, 4)
        #expect(next.contains { $0.owner == Self.hostile })
    }
}
