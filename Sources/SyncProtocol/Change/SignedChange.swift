/// A change as it is stored and forwarded: the exact signed bytes and the signature.
package struct SignedChange: Hashable, Sendable {
    package let body: [UInt8]
    package let signature: [UInt8]

    package init(body: [UInt8], signature: [UInt8]) {
        self.body = body
        self.signature = signature
    }

    /// Signs a change.
    package init(_ change: Change, signer: any Signer) throws {
        let body = change.encoded()
        self.init(body: body, signature: try signer.sign(Self.signedBytes(body)))
    }

    package var signedBytes: [UInt8] { Self.signedBytes(self.body) }

    private static func signedBytes(_ body: [UInt8]) -> [UInt8] {
        PreAuthenticationEncoding.bytes(type: PreAuthenticationEncoding.change, body: body)
    }

    /// The full hash over the signed bytes. The signature is no part of it (design, section 8).
    package func digest(by suite: some SignatureVerifier) -> Digest256 {
        suite.hash(self.signedBytes)
    }

    package var byteCount: Int { self.body.count + self.signature.count }
}

extension SignedChange: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.byteString(self.body)
        encoder.byteString(self.signature)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.body = try decoder.byteString(max: ChangeLimits.bodyByteCountMax)
        self.signature = try decoder.byteString(max: ChangeLimits.signatureByteCountMax)
    }
}
