import SyncProtocol
import Testing

@Suite("Searching in what is in order")
struct SearchTests {
    @Test("The place is where something begins to hold, however many there are", arguments: 0...20)
    func partition(count: Int) {
        let numbers = Array(0..<count)
        for bound in -1...count {
            let place = numbers.partitioningIndex { $0 >= bound }
            #expect(place == numbers.firstIndex { $0 >= bound } ?? numbers.endIndex)
            // A part of it keeps its places.
            #expect(numbers.dropFirst(3).partitioningIndex { $0 >= bound } >= min(3, count))
        }
    }

    @Test("An office and all below it stand together, and of one that is not there nothing does")
    func subtree() throws {
        let texts = ["1", "1/A", "1/A/X", "1/A/Y", "1/B", "1/B/X"]
        let paths = try texts.map { try #require(OfficePath(text: $0)) }.sorted()
        for path in paths {
            let range = paths.subtree(of: path) { $0 }
            #expect(paths[range].elementsEqual(paths.filter { path.contains($0) }))
        }
        let absent = try #require(OfficePath(text: "1/AA"))
        #expect(paths.subtree(of: absent) { $0 }.isEmpty)
    }
}
