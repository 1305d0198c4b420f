import SyncProtocol
import Testing

@Suite("Offices in tree order")
struct SubtreeTests {
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
