import Crypto
import Decision
import SyncProtocol
import X509

/// What a new office asks for: certificates for two keys that it holds, in exchange for a secret.
struct EnrolmentRequest: Sendable {
    static let proofType = "cast-sync/enrolment/1"
    static let certificateRequestBytesMax = 4_096
    private static let publicKeyBytesMax = 64
    private static let proofBytesMax = 128

    let tree: TreeID
    /// The office that wants to join.
    let path: OfficePath
    let secret: EnrolmentSecret
    let suite: SuiteNumber
    /// The verifying half of the key that will sign the office's changes.
    let signingPublicKey: [UInt8]
    /// PKCS #10, DER: the key of the office's certificate authority.
    let certificateRequest: [UInt8]
    /// Signature with the signing key over everything above.
    let proof: [UInt8]

    /// Asks for what a token promises.
    init(token: EnrolmentToken, authorityKey: P256.Signing.PrivateKey, signer: any Signer) throws {
        self.tree = token.tree
        self.path = token.path
        self.secret = token.secret
        self.suite = signer.suite
        self.signingPublicKey = signer.publicKey
        self.certificateRequest = try CertificateRequest.make(
            for: OfficeURI(tree: token.tree, path: token.path),
            key: authorityKey
        )
        let unsigned = Self.signedBytes(
            tree: self.tree,
            path: self.path,
            secret: self.secret,
            suite: self.suite,
            signingPublicKey: self.signingPublicKey,
            certificateRequest: self.certificateRequest
        )
        self.proof = try signer.sign(unsigned)
    }

    /// The id that the signing key will write under.
    var author: AuthorID { self.suite.author(publicKey: self.signingPublicKey) }

    /// Checks all that can be checked without the token: that the office is a direct child of ours and
    /// that the sender holds both keys.
    func verify(parent: OfficeURI, verifier: any SignatureVerifier) throws(EnrolmentError) {
        guard self.tree == parent.tree, self.path.parent == parent.path else { throw .wrongOffice }
        guard self.suite == verifier.suite else { throw .wrongSuite }
        let signed = Self.signedBytes(
            tree: self.tree,
            path: self.path,
            secret: self.secret,
            suite: self.suite,
            signingPublicKey: self.signingPublicKey,
            certificateRequest: self.certificateRequest
        )
        let isProved = verifier.isValid(
            self.proof,
            over: signed,
            publicKey: self.signingPublicKey,
            suite: self.suite
        )
        guard isProved else { throw .invalidRequest }
        do {
            _ = try CertificateRequest.publicKey(
                in: self.certificateRequest,
                for: OfficeURI(tree: self.tree, path: self.path)
            )
        } catch {
            throw .invalidRequest
        }
    }

    // MARK: Bytes

    private static func signedBytes(
        tree: TreeID,
        path: OfficePath,
        secret: EnrolmentSecret,
        suite: SuiteNumber,
        signingPublicKey: [UInt8],
        certificateRequest: [UInt8]
    ) -> [UInt8] {
        var encoder = CBOREncoder()
        encoder.array(count: 6)
        tree.encode(to: &encoder)
        path.encode(to: &encoder)
        encoder.byteString(secret.bytes)
        encoder.unsigned(UInt64(suite.rawValue))
        encoder.byteString(signingPublicKey)
        encoder.byteString(certificateRequest)
        return PreAuthenticationEncoding.bytes(type: Self.proofType, body: encoder.bytes)
    }
}

extension EnrolmentRequest: CBORCodable {
    func encode(to encoder: inout CBOREncoder) {
        encoder.map(count: 7)
        encoder.unsigned(1)
        self.tree.encode(to: &encoder)
        encoder.unsigned(2)
        self.path.encode(to: &encoder)
        encoder.unsigned(3)
        encoder.byteString(self.secret.bytes)
        encoder.unsigned(4)
        encoder.unsigned(UInt64(self.suite.rawValue))
        encoder.unsigned(5)
        encoder.byteString(self.signingPublicKey)
        encoder.unsigned(6)
        encoder.byteString(self.certificateRequest)
        encoder.unsigned(7)
        encoder.byteString(self.proof)
    }

    init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var tree: TreeID?
        var path: OfficePath?
        var secret: EnrolmentSecret?
        var suite: SuiteNumber?
        var publicKey: [UInt8]?
        var request: [UInt8]?
        var proof: [UInt8]?
        try decoder.fields { key, value throws(CBORError) in
            switch key {
            case 1: tree = try TreeID(from: &value)
            case 2: path = try OfficePath(from: &value)
            case 3:
                secret = EnrolmentSecret(
                    bytes: try value.byteString(max: EnrolmentSecret.byteCount)
                )
            case 4: suite = SuiteNumber(rawValue: UInt8(try value.unsigned(max: 255)))
            case 5: publicKey = try value.byteString(max: Self.publicKeyBytesMax)
            case 6: request = try value.byteString(max: Self.certificateRequestBytesMax)
            case 7: proof = try value.byteString(max: Self.proofBytesMax)
            default: return false
            }
            return true
        }
        self.tree = try tree.required(at: start)
        self.path = try path.required(at: start)
        self.secret = try secret.required(at: start)
        self.suite = try suite.required(at: start)
        self.signingPublicKey = try publicKey.required(at: start)
        self.certificateRequest = try request.required(at: start)
        self.proof = try proof.required(at: start)
    }
}
