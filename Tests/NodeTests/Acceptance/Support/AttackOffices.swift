import Crypto
import SyncProtocol
import Testing

@testable import Node

/// One tree with all its keys, made on the spot: Sichuan's node is attacked, Chengdu is the attacker,
/// Mianyang an honest neighbour.
struct AttackOffices {
    let national: NodeIdentity
    let sichuan: NodeIdentity
    let chengdu: NodeIdentity
    let mianyang: NodeIdentity
    let sichuanSeed: [UInt8]

    init() throws {
        self.national = try NodeIdentity.createRoot(
            path: path("100000"),
            suite: .ed25519,
            seed: NodeIdentity.freshSeed(for: .ed25519),
            now: SystemTime.milliseconds()
        )
        self.sichuanSeed = NodeIdentity.freshSeed(for: .ed25519)
        self.sichuan = try self.national.child("510000", seed: self.sichuanSeed)
        self.chengdu = try self.sichuan.child("510100")
        self.mianyang = try self.sichuan.child("510700")
    }
}

extension NodeIdentity {
    /// Takes in an office below this one, as an enrolment does.
    func child(
        _ id: String,
        seed: [UInt8] = NodeIdentity.freshSeed(for: .ed25519)
    ) throws -> NodeIdentity {
        let office = try #require(OfficeID(id))
        let path = try #require(self.path.child(office))
        let signer = try Ed25519Signer(seed: seed)
        let key = P256.Signing.PrivateKey()
        let request = try CertificateRequest.make(
            for: OfficeURI(tree: self.tree, path: path),
            key: key
        )
        let certificates = try self.authority.issue(
            path,
            request: request,
            now: SystemTime.milliseconds()
        )
        let chain = try self.chain.issuing(
            child: office,
            publicKey: signer.publicKey,
            serial: 1,
            signer: self.signer
        )
        return NodeIdentity(
            context: self.context,
            signer: signer,
            own: OwnAuthors(writing: signer.author),
            chain: try #require(chain),
            authority: try OfficeAuthority(key: key, chain: certificates)
        )
    }

    func tls() throws -> TLSIdentity {
        try self.authority.issueLeaf(now: SystemTime.milliseconds())
    }

    /// A feed of this office's key. Another number is another feed.
    func feed(_ kind: SpaceKind, of owner: OfficePath? = nil, _ number: UInt64 = 1) -> HostileFeed {
        HostileFeed(author: self, space: SpaceID(kind, of: owner ?? self.path), incarnation: number)
    }
}
