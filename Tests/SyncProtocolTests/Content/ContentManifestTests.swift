import SyncProtocol
import Testing

@Suite("What files consist of")
struct ContentManifestTests {
    @Test("A file's name is the same however it is read", arguments: [1, 7, 65_536, 100_000])
    func hashing(partByteCount: Int) throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 65_536 + $0 / 3) }
        var hasher = ContentHasher(suite: .ed25519)
        var rest = bytes[...]
        while !rest.isEmpty {
            hasher.update(rest.prefix(partByteCount))
            rest = rest.dropFirst(partByteCount)
        }
        let finished = hasher.finish()
        let manifest = try #require(finished)
        #expect(manifest.byteCount == 200_000 && manifest.chunkCount == 4)
        #expect(manifest.byteCount(ofChunk: 3) == 200_000 - 3 * 65_536)
        #expect(manifest.byteCount(ofChunk: 4) == 0)
        let isAdmitted = manifest.admits(Array(bytes[65_536..<131_072]), asChunk: 1, by: .ed25519)
        let isConfused = manifest.admits(Array(bytes[0..<65_536]), asChunk: 1, by: .ed25519)
        #expect(isAdmitted && !isConfused)
        #expect(try ContentManifest(decoding: manifest.encoded()) == manifest)
        var whole = ContentHasher(suite: .ed25519)
        whole.update(bytes[...])
        let again = whole.finish()
        #expect(again?.id(by: .ed25519) == manifest.id(by: .ed25519))
    }

    @Test("A manifest that does not fit itself is refused")
    func refused() {
        #expect(ContentManifest(byteCount: 0, digests: []) == nil)
        let one = [UInt8](repeating: 0, count: 32)
        #expect(ContentManifest(byteCount: 65_537, digests: one) == nil)
        let tooLong = ContentLimits.byteCountMax + 1
        #expect(ContentManifest(byteCount: tooLong, digests: []) == nil)
        var encoder = CBOREncoder()
        encoder.array(count: 3)
        encoder.unsigned(10)
        encoder.unsigned(32_768)
        encoder.byteString([UInt8](repeating: 0, count: 32))
        #expect(throws: CBORError.self) { try ContentManifest(decoding: encoder.bytes) }
    }

    @Test("A set of chunks counts, finds its first, turns round", arguments: [1, 63, 64, 65, 200])
    func chunkMap(chunkCount: Int) {
        var map = ChunkMap(chunkCount: chunkCount, isFull: true)
        #expect(map.count == chunkCount && map.first == 0)
        map.remove(0)
        map.remove(0)
        map.insert(chunkCount)
        #expect(map.count == chunkCount - 1 && map.first == (chunkCount > 1 ? 1 : nil))
        #expect(map.inverted.count == 1 && map.inverted.first == 0)
        #expect(map.inverted.inverted == map)
    }
}
