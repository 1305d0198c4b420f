import Crypto
import SwiftASN1
import SyncProtocol
import X509

/// The folder `identity/` in a node's data folder: who this office is, in files that only the node's
/// user may read.
struct IdentityFolder: Sendable {
    enum File: String, Sendable, CaseIterable {
        case signingKey = "signing.key"
        case authorityKey = "authority.key.pem"
        case authorityChain = "authority.chain.pem"
        case tlsKey = "tls.key.pem"
        case tlsChain = "tls.chain.pem"
        case root = "root.pem"
        case credentials = "credentials.cbor"
        case parent
        case former = "former.authors"
    }

    /// Within the data folder.
    static let name = "identity"

    let path: String

    init(dataFolder: String) {
        self.init(path: "\(dataFolder)/\(Self.name)")
    }

    init(path: String) {
        self.path = path
    }

    /// Makes the folder if it is missing.
    func create() throws(IdentityFolderError) {
        try DurableFile.createFolder(self.path)
    }

    /// Whether an office has been set up here. The credentials are written last.
    var isComplete: Bool {
        DurableFile.exists(folder: self.path, name: File.credentials.rawValue)
    }

    // MARK: Signing key

    /// - Parameter seed: what makes the key in its suite.
    func saveSigningSeed(_ seed: [UInt8]) throws(IdentityFolderError) {
        try self.write(Array((Hexadecimal.text(seed) + "\n").utf8), to: .signingKey)
    }

    func loadSigningSeed(for suite: SignatureSuite) throws(IdentityFolderError) -> [UInt8] {
        let text = try self.text(of: .signingKey)
        guard let seed = Hexadecimal.bytes(text.filter { !$0.isWhitespace }),
            seed.count == suite.seedByteCount
        else {
            throw self.damaged(.signingKey)
        }
        return seed
    }

    /// Nil when there is none yet.
    func signingSeedIfPresent(
        for suite: SignatureSuite
    ) throws(IdentityFolderError) -> [UInt8]? {
        guard DurableFile.exists(folder: self.path, name: File.signingKey.rawValue) else {
            return nil
        }
        return try self.loadSigningSeed(for: suite)
    }

    /// Takes the key away, and the folder if nothing else is in it.
    func removeSigningSeed() throws(IdentityFolderError) {
        try DurableFile.remove(folder: self.path, name: File.signingKey.rawValue)
        try DurableFile.removeIfEmpty(folder: self.path)
    }

    // MARK: Authority

    func saveAuthority(_ authority: OfficeAuthority) throws {
        try self.write(Array(authority.key.pemRepresentation.utf8), to: .authorityKey)
        try self.write(try Self.pem(authority.chain), to: .authorityChain)
        try self.write(try Self.pem(authority.chain.suffix(1)), to: .root)
    }

    /// The key and its certificates, which are checked against each other and the root; when they are valid is not.
    func loadAuthority() throws(IdentityFolderError) -> OfficeAuthority {
        let key = try self.key(in: .authorityKey)
        let chain = try self.certificates(in: .authorityChain)
        guard let root = try self.certificates(in: .root).first, Self.isSound([root], to: root)
        else {
            throw self.damaged(.root)
        }
        guard Self.isSound(chain, to: root) else { throw self.damaged(.authorityChain) }
        do {
            return try OfficeAuthority(key: key, chain: chain)
        } catch {
            // The certificates are sound, so it is the key that is not theirs.
            throw self.damaged(.authorityKey)
        }
    }

    /// Whether certificates are those of the office that the first one names, under this root.
    private static func isSound(_ chain: [Certificate], to root: Certificate) -> Bool {
        guard let uri = try? chain.first?.officeURI(), let rootHash = try? root.digest() else {
            return false
        }
        let verifier = CertificateChainVerifier(tree: uri.tree, rootHash: rootHash)
        return (try? verifier.verifyAuthorities(chain, of: uri.path, now: nil)) != nil
    }

    // MARK: TLS

    func saveTLS(_ identity: TLSIdentity) throws {
        try self.write(Array(identity.key.pemRepresentation.utf8), to: .tlsKey)
        try self.write(try Self.pem(identity.chain), to: .tlsChain)
    }

    func loadTLS() throws(IdentityFolderError) -> TLSIdentity {
        let key = try self.key(in: .tlsKey)
        let chain = try self.certificates(in: .tlsChain)
        do {
            return try TLSIdentity(key: key, chain: chain)
        } catch {
            throw self.damaged(.tlsChain)
        }
    }

    /// The node's TLS identity, fresh if there is none, if it ends soon, if its two files do not
    /// belong together (a crash between them) or are damaged. It can always be made anew, so none of this
    /// stops a node; wrong permissions do.
    /// - Parameter now: UTC milliseconds.
    func loadOrRenewTLS(authority: OfficeAuthority, now: Int64) throws -> TLSIdentity {
        do {
            var identity = try self.loadTLS()
            let office = try? authority.verifier.verifyPeer(identity.chain, now: nil)
            guard office == authority.uri.path else { throw self.damaged(.tlsChain) }
            if try identity.renewIfNeeded(now: now, authority: authority) {
                try self.saveTLS(identity)
            }
            return identity
        } catch let error as IdentityFolderError
            where error.reason == .missing || error.reason == .damaged
        {
            // Made anew below.
        }
        let identity = try authority.issueLeaf(now: now)
        try self.saveTLS(identity)
        return identity
    }

    // MARK: Credentials

    func saveCredentials(_ bytes: [UInt8]) throws(IdentityFolderError) {
        try self.write(bytes, to: .credentials)
    }

    func loadCredentials() throws(IdentityFolderError) -> [UInt8] {
        try self.read(.credentials)
    }

    // MARK: Parent

    /// Where the office above answered when this node joined; it changes with the identity, in one step.
    func saveParent(_ address: HostAndPort) throws(IdentityFolderError) {
        try self.write(Array("\(address)\n".utf8), to: .parent)
    }

    /// Nil for the root.
    func loadParent() throws(IdentityFolderError) -> HostAndPort? {
        guard DurableFile.exists(folder: self.path, name: File.parent.rawValue) else { return nil }
        let text = try self.text(of: .parent).filter { !$0.isWhitespace }
        guard let address = HostAndPort(text) else { throw self.damaged(.parent) }
        return address
    }

    // MARK: Former keys

    /// Keeps the authors of the keys that the node had before its present one.
    func saveFormerAuthors(_ authors: [AuthorID]) throws(IdentityFolderError) {
        try self.write(Array(authors.map { "\($0)\n" }.joined().utf8), to: .former)
    }

    /// None where the node has its first key.
    func loadFormerAuthors() throws(IdentityFolderError) -> [AuthorID] {
        guard DurableFile.exists(folder: self.path, name: File.former.rawValue) else { return [] }
        let lines = try self.text(of: .former).split(separator: "\n")
        let authors = lines.compactMap { AuthorID(hex: String($0)) }
        guard authors.count == lines.count else { throw self.damaged(.former) }
        return authors
    }

    // MARK: Parts

    private func write(_ bytes: [UInt8], to file: File) throws(IdentityFolderError) {
        try DurableFile.replace(bytes, folder: self.path, name: file.rawValue)
    }

    private func read(_ file: File) throws(IdentityFolderError) -> [UInt8] {
        try DurableFile.checkFolder(self.path)
        return try DurableFile.contents(folder: self.path, name: file.rawValue)
    }

    private func text(of file: File) throws(IdentityFolderError) -> String {
        guard let text = String(validating: try self.read(file), as: UTF8.self) else {
            throw self.damaged(file)
        }
        return text
    }

    private func key(in file: File) throws(IdentityFolderError) -> P256.Signing.PrivateKey {
        let text = try self.text(of: file)
        do {
            return try P256.Signing.PrivateKey(pemRepresentation: text)
        } catch {
            throw self.damaged(file)
        }
    }

    private func certificates(in file: File) throws(IdentityFolderError) -> [Certificate] {
        let text = try self.text(of: file)
        do {
            return try PEMDocument.parseMultiple(pemString: text).map {
                try Certificate(pemDocument: $0)
            }
        } catch {
            throw self.damaged(file)
        }
    }

    func damaged(_ file: File) -> IdentityFolderError {
        IdentityFolderError(reason: .damaged, file: "\(self.path)/\(file.rawValue)")
    }

    private static func pem(_ chain: some Sequence<Certificate>) throws -> [UInt8] {
        var text = ""
        for certificate in chain { text += try certificate.serializeAsPEM().pemString + "\n" }
        return Array(text.utf8)
    }
}
