/// The owner's signed word about who takes part in a case.
package struct Charter: Hashable, Sendable {
    package static let format: UInt64 = 1
    /// The longest encoded body, in bytes.
    package static let bodyByteCountMax = 128 * 1024

    package let tree: TreeID
    package let space: SpaceID
    package let terms: CharterTerms
    /// As the owner has signed it.
    private let signed: SignedStatement

    /// Signs a charter.
    ///
    /// - Parameter chain: the owner's credentials.
    package init(
        _ terms: CharterTerms,
        of space: SpaceID,
        chain: CredentialChain,
        signer: any Signer
    ) throws {
        var encoder = CBOREncoder()
        encoder.map(count: 4)
        encoder.unsigned(1)
        encoder.unsigned(Self.format)
        encoder.unsigned(2)
        chain.leaf.tree.encode(to: &encoder)
        encoder.unsigned(3)
        space.encode(to: &encoder)
        encoder.unsigned(4)
        terms.encode(to: &encoder)
        self.tree = chain.leaf.tree
        self.space = space
        self.terms = terms
        self.signed = try SignedStatement(
            encoder.bytes,
            type: PreAuthenticationEncoding.charter,
            chain: chain,
            signer: signer
        )
    }

    /// The owner's credentials.
    package var chain: CredentialChain { self.signed.chain }

    /// Whether the owner of the case has signed it: a pure function of signed data.
    ///
    /// - Parameter steps: all, but in tests.
    package func isValid(
        in tree: TreeID,
        verifier: some SignatureVerifier,
        steps: VerificationSteps = .all
    ) -> Bool {
        self.tree == tree && self.chain.path == self.space.owner
            && self.chain.leaf.suite == verifier.suite
            && self.chain.isValid(in: tree, verifier: verifier, steps: steps)
            && self.signed.isSigned(type: PreAuthenticationEncoding.charter, verifier: verifier)
    }
}

extension Charter: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) { self.signed.encode(to: &encoder) }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        try self.init(
            SignedStatement(from: &decoder, bodyByteCountMax: Self.bodyByteCountMax)
        )
    }

    private init(_ signed: SignedStatement) throws(CBORError) {
        var decoder = CBORDecoder(signed.body)
        var format: UInt64?
        var tree: TreeID?
        var space: SpaceID?
        var terms: CharterTerms?
        try decoder.fields { key, value throws(CBORError) in
            switch key {
            case 1: format = try value.unsigned(max: Self.format)
            case 2: tree = try TreeID(from: &value)
            case 3: space = try SpaceID(from: &value)
            case 4: terms = try CharterTerms(from: &value)
            default: return false
            }
            return true
        }
        try decoder.finish()
        guard try format.required(at: 0) == Self.format else {
            throw CBORError(.valueOutOfRange, at: 0)
        }
        self.tree = try tree.required(at: 0)
        self.space = try space.required(at: 0)
        self.terms = try terms.required(at: 0)
        self.signed = signed
        guard self.space.kind == .case, self.terms.isBounded else {
            throw CBORError(.valueOutOfRange, at: 0)
        }
    }
}
