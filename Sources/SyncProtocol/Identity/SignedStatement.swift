/// Words that an office signs beside its changes: the exact bytes, the signature over them, and the signer's credentials.
package struct SignedStatement: Hashable, Sendable {
    /// The exact signed bytes.
    package let body: [UInt8]
    package let signature: [UInt8]
    /// The signer's.
    package let chain: CredentialChain

    /// Signs a body.
    ///
    /// - Parameter type: what it is: nothing that is signed as one thing passes for another.
    init(_ body: [UInt8], type: String, chain: CredentialChain, signer: any Signer) throws {
        self.body = body
        self.chain = chain
        self.signature = try signer.sign(PreAuthenticationEncoding.bytes(type: type, body: body))
    }

    /// Whether the last of the credentials has signed it.
    func isSigned(type: String, verifier: some SignatureVerifier) -> Bool {
        verifier.isValid(
            self.signature,
            over: PreAuthenticationEncoding.bytes(type: type, body: self.body),
            publicKey: self.chain.leaf.publicKey,
            suite: self.chain.leaf.suite
        )
    }

    // MARK: Encoding

    /// `[body, signature, credentials]`.
    func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        encoder.byteString(self.body)
        encoder.byteString(self.signature)
        self.chain.encode(to: &encoder)
    }

    /// - Parameter bodyByteCountMax: no body is longer, in bytes.
    init(from decoder: inout CBORDecoder, bodyByteCountMax: Int) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        self.body = try decoder.byteString(max: bodyByteCountMax)
        self.signature = try decoder.byteString(max: ChangeLimits.signatureByteCountMax)
        self.chain = try CredentialChain(from: &decoder)
    }
}
