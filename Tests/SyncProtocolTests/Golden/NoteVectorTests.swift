import Testing

@testable import SyncProtocol

@Suite("The golden vectors of notes")
struct NoteVectorTests {
    private struct Content: Decodable {
        struct Vector: Decodable {
            let name: String
            let kind: UInt64
            let signer: String
            let withChain: Bool
            let body: String
            let signature: String
            let id: String
            let frame: String
        }

        struct Settled: Decodable {
            let id: String
            let frame: String
        }

        let notes: [Vector]
        let settled: Settled
    }

    private let offices: VectorOffices
    private let content: Content

    init() throws {
        self.offices = try VectorOffices()
        self.content = try VectorFile.load("notes", as: Content.self)
    }

    @Test("Notes are read and written as the vectors have them, and their signatures hold")
    func notes() throws {
        let kinds = Set(self.content.notes.map(\.kind))
        #expect(kinds == Set(NoteKind.allCases.map(\.rawValue)))
        for vector in self.content.notes {
            let frame = try Frame(decoding: hex(vector.frame))
            guard case .note(.note(let note)) = frame else {
                Issue.record("\(vector.name)")
                continue
            }
            #expect(Hexadecimal.text(frame.encoded()) == vector.frame, "\(vector.name)")
            #expect(
                note.kind.rawValue == vector.kind
                    && note.id(by: SignatureSuite.ed25519).description == vector.id
            )
            #expect(note.body == hex(vector.body) && note.signature == hex(vector.signature))
            #expect((note.chain != nil) == vector.withChain)
            let signer = try self.offices.office(vector.signer)
            let receiver = try self.receiver(of: note, from: signer.path)
            let verifier = NoteVerifier(
                office: receiver,
                tree: self.offices.tree,
                verifier: SignatureSuite.ed25519
            )
            let verdict = verifier.verify(note, from: signer.path) { _ in
                nil
            } key: { author, path in
                author == signer.author && path == signer.path
                    ? AuthorKey(signer.chain.leaf) : nil
            }
            guard case .good(let good) = verdict else {
                Issue.record("\(vector.name): \(verdict)")
                continue
            }
            #expect(Self.body(of: good.content) ?? note.body == note.body, "\(vector.name)")
        }
    }

    @Test("The word that a note is settled is its id")
    func settled() throws {
        let id = try #require(NoteID(hex: self.content.settled.id))
        let frame = Frame.note(.settled(id))
        #expect(Hexadecimal.text(frame.encoded()) == self.content.settled.frame)
        #expect(try Frame(decoding: hex(self.content.settled.frame)) == frame)
    }

    /// Confirmations come to their owner, everything else to the signer's parent.
    private func receiver(of note: Note, from signer: OfficePath) throws -> OfficePath {
        guard note.kind == .confirmation else { return try #require(signer.parent) }
        return try ConfirmationNote(decoding: note.body).owner
    }

    /// Nil for folds, whose rest is not read here.
    private static func body(of content: VerifiedNote.Content) -> [UInt8]? {
        switch content {
        case .statement(let statement): statement.encoded()
        case .confirmation(let confirmation): confirmation.encoded()
        case .fold: nil
        case .alarm(let alarm): alarm.encoded()
        }
    }
}
