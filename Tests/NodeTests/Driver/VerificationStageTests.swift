import SyncProtocol
import Testing

@testable import Node

@Suite("Checking received changes")
struct VerificationStageTests {
    private let signer: Ed25519Signer
    private let chain: CredentialChain
    private let root: OfficePath
    private let child: OfficePath

    init() throws {
        let root = OfficePath(root: OfficeID("100000")!)
        let signer = try Ed25519Signer(seed: [UInt8](repeating: 3, count: 32))
        self.root = root
        self.child = root.child(OfficeID("510000")!)!
        self.signer = signer
        self.chain = try CredentialChain.root(path: root, signer: signer)
    }

    private func feed(of count: Int) throws -> [SignedChange] {
        let feed = FeedID(
            space: SpaceID(.directives, of: self.root),
            author: self.signer.author,
            incarnation: 9
        )
        var changes: [SignedChange] = []
        var head: FeedHead?
        for number in 1...count {
            var draft = ChangeDraft(space: feed.space, user: "clerk")
            let record = try #require(RecordID(kind: 10, key: [UInt8(number)]))
            draft.add(
                RecordIntent(
                    space: feed.space,
                    record: record,
                    fields: [FieldIntent(1, .choose(.integer(Int64(number))))]
                ),
                to: RecordState(),
                by: self.signer.author,
                incarnation: 9
            )
            let change = draft.change(
                feed: feed,
                after: head,
                stamp: Stamp(milliseconds: Int64(number)),
                chain: self.chain
            )
            let signed = try SignedChange(change, signer: self.signer)
            head = FeedHead(number: UInt64(number), digest: signed.digest)
            changes.append(signed)
        }
        return changes
    }

    private var scope: LinkScope { LinkScope(office: self.child, peer: self.root) }

    private func stage() throws -> VerificationStage {
        VerificationStage(
            context: TreeContext(tree: self.chain.leaf.tree, suite: .ed25519),
            keys: KeyRing([])
        )
    }

    @Test("what follows an opening in the same batch is checked with its key, in the order sent")
    func openingInBatch() throws {
        let changes = try self.feed(of: 20)
        let results = try self.stage().verify(changes, in: self.scope)
        let numbers = results.map { result -> UInt64? in
            guard case .good(let change) = result else { return nil }
            return change.change.number
        }
        #expect(numbers == (1...20).map { UInt64($0) })
    }

    @Test("without its opening a change cannot be judged")
    func openingMissing() throws {
        let changes = try self.feed(of: 3).dropFirst()
        let results = try self.stage().verify(Array(changes), in: self.scope)
        for result in results {
            guard case .openingMissing = result else {
                Issue.record("\(result)")
                continue
            }
        }
    }

    @Test("one altered change is refused and the others are not")
    func oneAltered() throws {
        var changes = try self.feed(of: 8)
        var body = changes[4].body
        body[body.count - 1] ^= 1
        changes[4] = SignedChange(body: body, signature: changes[4].signature)
        let results = try self.stage().verify(changes, in: self.scope)
        for (place, result) in results.enumerated() {
            if case .good = result { #expect(place != 4) } else { #expect(place == 4) }
        }
    }

    @Test("what does not belong on the link is out of scope")
    func outOfScope() throws {
        // From its own child an office takes no directives of the root.
        let stage = VerificationStage(
            context: TreeContext(tree: self.chain.leaf.tree, suite: .ed25519),
            keys: KeyRing([])
        )
        let grandchild = try #require(OfficePath(text: "100000/510000/510100"))
        let reports = SpaceID(.reports, of: try #require(OfficePath(text: "100000/320000")))
        #expect(!reports.isCarried(between: self.root, and: grandchild))
        let feed = FeedID(space: reports, author: self.signer.author, incarnation: 9)
        var draft = ChangeDraft(space: reports, user: nil)
        let record = try #require(RecordID(kind: 22, key: [1]))
        draft.add(
            RecordIntent(
                space: reports,
                record: record,
                fields: [FieldIntent(1, .choose(.integer(1)))]
            ),
            to: RecordState(),
            by: self.signer.author,
            incarnation: 9
        )
        let change = draft.change(
            feed: feed,
            after: nil,
            stamp: Stamp(milliseconds: 1),
            chain: self.chain
        )
        let signed = try SignedChange(change, signer: self.signer)
        guard
            case .refused(.outOfScope, _, _, _) = stage.verify(
                [signed],
                in: LinkScope(office: self.root, peer: grandchild)
            )[0]
        else {
            Issue.record("it was taken")
            return
        }
    }
}
