import Testing

@testable import SyncProtocol

@Suite("Golden vectors of offices that moved")
struct SuccessionVectorTests {
    private struct Vectors: Decodable {
        struct Word: Decodable {
            let from: String
            let to: [String]
            let declaredBy: String
            let since: Int64?

            func succession() throws -> Succession? {
                Succession(
                    from: try SuccessionVectorTests.path(self.from),
                    to: try self.to.map(SuccessionVectorTests.path),
                    declaredBy: try SuccessionVectorTests.path(self.declaredBy),
                    since: self.since ?? 0
                )
            }
        }

        struct Followed: Decodable {
            let path: String
            let successors: [String]
        }

        struct Link: Decodable {
            let one: String
            let other: String
            let digest: String
        }

        let words: [Word]
        let unsound: [Word]
        let digest: String
        let successors: [Followed]
        let links: [Link]
        let hello: String
    }

    private static func path(_ text: String) throws -> OfficePath {
        try #require(OfficePath(text: text))
    }

    private static func text(_ digest: UInt64?) -> String {
        digest.map { Hexadecimal.text(Hexadecimal.bigEndianBytes($0)) } ?? ""
    }

    @Test("successions.json: what counts, whom it concerns, and the hello that says so")
    func successions() throws {
        let vectors = try VectorFile.load("successions", as: Vectors.self)
        for word in vectors.unsound { #expect(try word.succession() == nil) }
        let words = try vectors.words.map { word in
            let succession = try word.succession()
            return try #require(succession)
        }
        let known = Successions(words)
        #expect(Self.text(known.digest(by: .ed25519)) == vectors.digest)
        for vector in vectors.successors {
            let found = known.successors(of: try Self.path(vector.path))
            #expect(found.map(\.description) == vector.successors, "\(vector.path)")
        }
        for vector in vectors.links {
            let shared = known.between(try Self.path(vector.one), and: try Self.path(vector.other))
            #expect(
                Self.text(shared.digest(by: .ed25519)) == vector.digest,
                "\(vector.one) \(vector.other)"
            )
        }
        guard case .hello(let hello) = try Frame(decoding: hex(vectors.hello)) else {
            Issue.record("no hello")
            return
        }
        #expect(hello.successionsDigest == known.digest(by: .ed25519))
        #expect(Hexadecimal.text(Frame.hello(hello).encoded()) == vectors.hello)
    }
}
