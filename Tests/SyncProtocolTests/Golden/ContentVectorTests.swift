import Testing

@testable import SyncProtocol

@Suite("Golden vectors of files")
struct ContentVectorTests {
    private struct Content: Decodable {
        /// Byte i of the file is i modulo `modulus`.
        struct File: Decodable {
            let byteCount: Int
            let modulus: Int
            let manifest: String
            let content: String
        }

        struct Sample: Decodable {
            let name: String
            let kind: UInt64
            let bytes: String
        }

        let files: [File]
        let frames: [Sample]
    }

    @Test("content.json: manifests, the names of files, wants and chunks")
    func content() throws {
        let vectors = try VectorFile.load("content", as: Content.self)
        for vector in vectors.files {
            var hasher = ContentHasher(suite: .ed25519)
            let bytes = (0..<vector.byteCount).map {
                UInt8(truncatingIfNeeded: $0 % vector.modulus)
            }
            hasher.update(bytes[...])
            let finished = hasher.finish()
            let manifest = try #require(finished)
            #expect(Hexadecimal.text(manifest.encoded()) == vector.manifest)
            #expect(manifest.id(by: .ed25519).description == vector.content)
        }
        for vector in vectors.frames {
            let frame = try Frame(decoding: hex(vector.bytes))
            #expect(Hexadecimal.text(frame.encoded()) == vector.bytes)
            #expect("\(frame)".hasPrefix("\(vector.name)("))
            #expect(UInt64(frame.encoded()[1]) == vector.kind)
        }
        #expect(vectors.frames.map(\.kind) == [13, 14, 14])
    }
}
