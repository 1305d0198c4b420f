import Admin
import SyncProtocol

/// Who this node is: the signing key with its credentials, and the office's certificates.
struct NodeIdentity: Sendable {
    let context: TreeContext
    let signer: any Signer
    /// Of the signer, and of the keys that this node had before.
    let own: OwnAuthors
    let chain: CredentialChain
    let authority: OfficeAuthority

    var path: OfficePath { self.chain.path }
    var tree: TreeID { self.context.tree }

    /// - Throws: ``IdentityFolderError`` or ``NodeFailure`` naming the file in question.
    static func load(
        from folder: IdentityFolder,
        _ suites: SuiteRegistry = .shipped
    ) throws -> NodeIdentity {
        let authority = try folder.loadAuthority()
        let credentials = try folder.loadCredentials()
        let chain: CredentialChain
        do throws(CBORError) {
            chain = try CredentialChain(decoding: credentials)
        } catch {
            throw folder.damaged(.credentials)
        }
        guard let context = TreeContext(of: chain.leaf, in: suites) else {
            throw NodeFailure.unknownSuite(chain.leaf.suite, suites)
        }
        let signer = try Self.signer(context.suite, folder)
        let identity = NodeIdentity(
            context: context,
            signer: signer,
            own: OwnAuthors(writing: signer.author, former: try folder.loadFormerAuthors()),
            chain: chain,
            authority: authority
        )
        try identity.check(folder)
        return identity
    }

    /// - Throws: ``IdentityFolderError`` when the key is not one of the suite.
    private static func signer(
        _ suite: SignatureSuite,
        _ folder: IdentityFolder
    ) throws -> any Signer {
        let seed = try folder.loadSigningSeed(for: suite)
        do {
            return try suite.signer(seed: seed)
        } catch {
            throw folder.damaged(.signingKey)
        }
    }

    /// The root of a new tree, which goes by a suite from now on.
    static func createRoot(
        path: OfficePath,
        suite: SignatureSuite,
        seed: [UInt8],
        now: Int64
    ) throws -> NodeIdentity {
        let signer = try suite.signer(seed: seed)
        let chain = try CredentialChain.root(path: path, signer: signer)
        let authority = try OfficeAuthority.createRoot(tree: chain.leaf.tree, path: path, now: now)
        let context = TreeContext(tree: chain.leaf.tree, suite: suite)
        return NodeIdentity(
            context: context,
            signer: signer,
            own: OwnAuthors(writing: signer.author),
            chain: chain,
            authority: authority
        )
    }

    /// What makes a new signing key, from the system's random generator.
    static func freshSeed(for suite: SignatureSuite) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<suite.seedByteCount).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
    }

    /// What is wrong with this node's own certificates by its clock, or with the clock: nobody can link
    /// with it until that is put right. Nothing while all is well.
    ///
    /// - Parameter now: UTC milliseconds.
    func clockFaults(now: Int64) -> [Phrase] {
        var faults: [Phrase] = []
        if Release.isAfter(now) { faults.append(Release.clockText(now)) }
        do throws(CertificateFault) {
            try self.authority.verifier.verifyAuthorities(
                self.authority.chain,
                of: self.path,
                now: now
            )
        } catch {
            let place = "\(IdentityFolder.name)/\(IdentityFolder.File.authorityChain.rawValue)"
            faults.append(
                Phrase(
                    "本节点自身的证书（\(place)）：\(error.text.chinese)；在此之前无法与其他单位连接",
                    "this node's own certificates (\(place)): \(error.text.english); until then no other office "
                        + "links with it"
                )
            )
        }
        return faults
    }

    /// The parts must be of one office and one key.
    private func check(_ folder: IdentityFolder) throws {
        guard self.chain.isValid(in: self.tree, verifier: self.context.suite),
            self.authority.uri == OfficeURI(tree: self.tree, path: self.path)
        else { throw folder.damaged(.credentials) }
        // The credentials are sound, so it is the key that is not theirs.
        guard self.chain.leaf.author == self.signer.author else {
            throw folder.damaged(.signingKey)
        }
    }
}
