/// Credentials from the tree's root down to an author, each issued by the one before.
package struct CredentialChain: Hashable, Sendable {
    /// Root first. 1...``OfficePath/depthMax`` elements.
    package let credentials: [Credential]

    /// Nil unless there is a credible number of credentials.
    package init?(_ credentials: [Credential]) {
        guard (1...OfficePath.depthMax).contains(credentials.count) else { return nil }
        self.credentials = credentials
    }

    /// The credential of the author itself.
    package var leaf: Credential { self.credentials[self.credentials.count - 1] }

    /// The office for which the author may write.
    package var path: OfficePath { self.leaf.path }

    /// Whether every link of the chain holds and it begins with the root of this tree.
    ///
    /// - Parameter steps: all, but in tests.
    package func isValid(
        in tree: TreeID,
        verifier: some SignatureVerifier,
        steps: VerificationSteps = .all
    ) -> Bool {
        let root = self.credentials[0]
        let rootTree = Credential.tree(suite: root.suite, rootPublicKey: root.publicKey)
        guard steps.pass(.chainRootDepth, root.path.depth == 1),
            steps.pass(.chainRootKey, rootTree == tree)
        else { return false }
        var issuer = root
        for (index, credential) in self.credentials.enumerated() {
            let isNextInLine = index == 0 || credential.path.parent == issuer.path
            guard steps.pass(.chainPath, isNextInLine),
                steps.pass(.chainTree, credential.tree == tree),
                // The root is its own issuer.
                steps.pass(.chainIssuer, credential.issuer == issuer.author),
                credential.suite == root.suite,
                steps.pass(
                    .chainSignature,
                    verifier.isValid(
                        credential.signature,
                        over: Credential.signedBytes(credential.body),
                        publicKey: issuer.publicKey,
                        suite: issuer.suite
                    )
                )
            else { return false }
            issuer = credential
        }
        return true
    }

    /// Adds a credential that this chain's author issues to a child, or to itself for a hosted child.
    package func issuing(
        child: OfficeID,
        publicKey: [UInt8],
        serial: UInt64,
        signer: any Signer
    ) throws -> CredentialChain? {
        guard let path = self.path.child(child) else { return nil }
        let credential = try Credential.issue(
            tree: self.leaf.tree,
            path: path,
            publicKey: publicKey,
            serial: serial,
            issuer: signer
        )
        return CredentialChain(self.credentials + [credential])
    }

    /// The chain of the tree's root.
    package static func root(path: OfficePath, signer: any Signer) throws -> CredentialChain {
        let tree = Credential.tree(suite: signer.suite, rootPublicKey: signer.publicKey)
        let credential = try Credential.issue(
            tree: tree,
            path: path,
            publicKey: signer.publicKey,
            serial: 1,
            issuer: signer
        )
        return CredentialChain(nonEmpty: [credential])
    }

    private init(nonEmpty credentials: [Credential]) {
        self.credentials = credentials
    }
}

extension CredentialChain: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: self.credentials.count)
        for credential in self.credentials { credential.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var credentials: [Credential] = []
        try decoder.elements(max: OfficePath.depthMax) { element throws(CBORError) in
            credentials.append(try Credential(from: &element))
        }
        guard let chain = Self(credentials) else { throw CBORError(.valueOutOfRange, at: start) }
        self = chain
    }
}
