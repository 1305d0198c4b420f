import Admin
import SyncProtocol
import Testing

@Suite("The name that whoever gets a file finds out")
struct ContentNameTests {
    @Test(
        "It is the name that the protocol gives the file",
        arguments: [1, 23, 24, 65_535, 65_536, 65_537, 600_000]
    )
    func agrees(byteCount: Int) throws {
        let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 251) }
        var hasher = ContentHasher(suite: .ed25519)
        var name = ContentName()
        hasher.update(bytes[...])
        for start in stride(from: 0, to: byteCount, by: 10_007) {
            name.update(bytes[start..<min(start + 10_007, byteCount)])
        }
        let manifest = hasher.finish()
        let content = try #require(manifest).id(by: .ed25519)
        #expect(name.finish() == content.description)
        #expect(name.byteCount == UInt64(byteCount))
    }
}
