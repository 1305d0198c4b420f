/// The owner's signed word about who takes part in a case.
package struct Charter: Hashable, Sendable {
    package static let format: UInt64 = 1
    /// The longest encoded body, in bytes.
    package static let bodyByteCountMax = 128 * 1024

    package let tree: TreeID
    package let space: SpaceID
    package let terms: CharterTerms
    /// The owner's credentials.
    package let chain: CredentialChain
    /// The exact signed bytes.
    package let body: [UInt8]
    package let signature: [UInt8]

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
        self.chain = chain
        self.body = encoder.bytes
        self.signature = try signer.sign(Self.signedBytes(encoder.bytes))
    }

    private static func signedBytes(_ body: [UInt8]) -> [UInt8] {
        PreAuthenticationEncoding.bytes(type: PreAuthenticationEncoding.charter, body: body)
    }

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
            && verifier.isValid(
                self.signature,
                over: Self.signedBytes(self.body),
                publicKey: self.chain.leaf.publicKey,
                suite: self.chain.leaf.suite
            )
    }
}

extension Charter: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        encoder.byteString(self.body)
        encoder.byteString(self.signature)
        self.chain.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        let body = try decoder.byteString(max: Self.bodyByteCountMax)
        let signature = try decoder.byteString(max: ChangeLimits.signatureByteCountMax)
        try self.init(body: body, signature: signature, try CredentialChain(from: &decoder))
    }

    private init(
        body: [UInt8],
        signature: [UInt8],
        _ chain: CredentialChain
    ) throws(CBORError) {
        var decoder = CBORDecoder(body)
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
        self.chain = chain
        self.body = body
        self.signature = signature
        guard self.space.kind == .case, self.terms.isBounded else {
            throw CBORError(.valueOutOfRange, at: 0)
        }
    }
}
