import Crypto
import SyncProtocol

/// Who this node is: the signing key with its credentials, and the office's certificates.
struct NodeIdentity: Sendable {
    let signer: Ed25519Signer
    let chain: CredentialChain
    let authority: OfficeAuthority

    var path: OfficePath { self.chain.path }
    var tree: TreeID { self.chain.leaf.tree }

    /// - Throws: ``IdentityFolderError`` or ``NodeFailure`` naming the file in question.
    static func load(from folder: IdentityFolder) throws -> NodeIdentity {
        let signer = try Ed25519Signer(seed: folder.loadSigningSeed())
        let authority = try folder.loadAuthority()
        let credentials = try folder.loadCredentials()
        let chain: CredentialChain
        do throws(CBORError) {
            chain = try CredentialChain(decoding: credentials)
        } catch {
            throw IdentityFolderError(reason: .damaged, file: "\(folder.path)/credentials.cbor")
        }
        let identity = NodeIdentity(signer: signer, chain: chain, authority: authority)
        try identity.check(folder)
        return identity
    }

    /// The root of a new tree.
    static func createRoot(path: OfficePath, seed: [UInt8], now: Int64) throws -> NodeIdentity {
        let signer = try Ed25519Signer(seed: seed)
        let chain = try CredentialChain.root(path: path, signer: signer)
        let authority = try OfficeAuthority.createRoot(tree: chain.leaf.tree, path: path, now: now)
        return NodeIdentity(signer: signer, chain: chain, authority: authority)
    }

    /// 32 bytes from the system's random generator.
    static func freshSeed() -> [UInt8] {
        Array(Curve25519.Signing.PrivateKey().rawRepresentation)
    }

    /// The parts must be of one office and one key.
    private func check(_ folder: IdentityFolder) throws {
        guard self.chain.leaf.author == self.signer.author,
            self.authority.uri == OfficeURI(tree: self.tree, path: self.path),
            self.chain.isValid(in: self.tree, verifier: Ed25519Verifier())
        else {
            throw IdentityFolderError(reason: .damaged, file: "\(folder.path)/credentials.cbor")
        }
    }
}
