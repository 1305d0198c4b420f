/// A claim of equality with its time, signed by the end that makes it.
///
/// Two of them, one from each end and over the same digest, are an *equality certificate*: it proves to
/// anybody who knows the tree's root that on this day both offices had the same.
package struct EqualityStatement: Hashable, Sendable {
    /// The longest encoded body, in bytes.
    package static let bodyByteCountMax = 1024

    package let claim: EqualityClaim
    /// The signer's clock, UTC milliseconds.
    package let at: Int64
    /// As the end that makes it has signed it.
    private let signed: SignedStatement

    /// Signs a claim.
    ///
    /// - Parameters:
    ///   - at: UTC milliseconds.
    ///   - chain: the signer's credentials.
    package init(
        _ claim: EqualityClaim,
        at: Int64,
        chain: CredentialChain,
        signer: any Signer
    ) throws {
        var encoder = CBOREncoder()
        encoder.map(count: 7)
        encoder.unsigned(1)
        encoder.unsigned(EqualityClaim.format)
        encoder.unsigned(2)
        claim.tree.encode(to: &encoder)
        encoder.unsigned(3)
        claim.office.encode(to: &encoder)
        encoder.unsigned(4)
        claim.peer.encode(to: &encoder)
        encoder.unsigned(5)
        claim.scopeDigest.encode(to: &encoder)
        encoder.unsigned(6)
        encoder.unsigned(claim.feedCount)
        encoder.unsigned(7)
        encoder.unsigned(UInt64(max(0, at)))
        self.claim = claim
        self.at = max(0, at)
        self.signed = try SignedStatement(
            encoder.bytes,
            type: PreAuthenticationEncoding.equality,
            chain: chain,
            signer: signer
        )
    }

    /// The signer's credentials.
    package var chain: CredentialChain { self.signed.chain }

    /// The exact signed bytes.
    package var body: [UInt8] { self.signed.body }

    package var signature: [UInt8] { self.signed.signature }

    /// Whether the office that it names has signed it: a pure function of signed data.
    ///
    /// - Parameter steps: all, but in tests.
    package func isValid(
        in tree: TreeID,
        verifier: some SignatureVerifier,
        steps: VerificationSteps = .all
    ) -> Bool {
        steps.pass(.equalityTree, self.claim.tree == tree)
            && steps.pass(.equalityOffice, self.chain.path == self.claim.office)
            && steps.pass(.equalityChain, self.chain.isValid(in: tree, verifier: verifier))
            && steps.pass(
                .equalitySignature,
                self.signed.isSigned(
                    type: PreAuthenticationEncoding.equality,
                    verifier: verifier
                )
            )
    }
}

extension EqualityStatement: CBORCodable {
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
        var office: OfficePath?
        var peer: OfficePath?
        var scopeDigest: Digest256?
        var feedCount: UInt64?
        var at: Int64?
        try decoder.fields { key, value throws(CBORError) in
            switch key {
            case 1: format = try value.unsigned(max: EqualityClaim.format)
            case 2: tree = try TreeID(from: &value)
            case 3: office = try OfficePath(from: &value)
            case 4: peer = try OfficePath(from: &value)
            case 5: scopeDigest = try Digest256(from: &value)
            case 6: feedCount = try value.unsigned()
            case 7: at = Int64(try value.unsigned(max: UInt64(Int64.max)))
            default: return false
            }
            return true
        }
        try decoder.finish()
        _ = try format.required(at: 0)
        self.claim = EqualityClaim(
            tree: try tree.required(at: 0),
            office: try office.required(at: 0),
            peer: try peer.required(at: 0),
            scopeDigest: try scopeDigest.required(at: 0),
            feedCount: try feedCount.required(at: 0)
        )
        self.at = try at.required(at: 0)
        self.signed = signed
    }
}
