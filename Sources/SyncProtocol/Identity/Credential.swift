/// A parent's word that a signing key may write for one of its children (design, section 5).
///
/// The root's credential is signed by itself; its key gives the tree its id.
package struct Credential: Hashable, Sendable {
    package static let format: UInt64 = 1
    /// The longest encoded credential, in bytes.
    package static let byteCountMax = 1024

    package let suite: SuiteNumber
    package let tree: TreeID
    /// The office for which the subject's key may write.
    package let path: OfficePath
    package let publicKey: [UInt8]
    /// The signing key of the direct parent; the subject's own for the root.
    package let issuer: AuthorID
    /// Tells credentials of one office apart. Higher numbers are newer.
    package let serial: UInt64

    /// The exact signed bytes.
    package let body: [UInt8]
    package let signature: [UInt8]

    /// The author whose changes this credential vouches for.
    package var author: AuthorID { self.suite.author(publicKey: self.publicKey) }

    /// The name of the tree of a root. Like ``SuiteNumber/author(publicKey:)`` it is made by the same hash in every
    /// suite: a tree is named before it is known by what it goes.
    package static func tree(suite: SuiteNumber, rootPublicKey: [UInt8]) -> TreeID {
        let bytes = PreAuthenticationEncoding.bytes(
            type: PreAuthenticationEncoding.tree,
            body: [suite.rawValue] + rootPublicKey
        )
        return TreeID(prefixOf: Digest256.sha256(bytes))
    }

    /// Issues a credential. For the root, `issuer` is the subject's own signer.
    package static func issue(
        tree: TreeID,
        path: OfficePath,
        publicKey: [UInt8],
        serial: UInt64,
        issuer: any Signer
    ) throws -> Credential {
        var encoder = CBOREncoder()
        encoder.map(count: 7)
        encoder.unsigned(1)
        encoder.unsigned(Self.format)
        encoder.unsigned(2)
        encoder.unsigned(UInt64(issuer.suite.rawValue))
        encoder.unsigned(3)
        tree.encode(to: &encoder)
        encoder.unsigned(4)
        path.encode(to: &encoder)
        encoder.unsigned(5)
        encoder.byteString(publicKey)
        encoder.unsigned(6)
        issuer.author.encode(to: &encoder)
        encoder.unsigned(7)
        encoder.unsigned(serial)
        let body = encoder.bytes
        return Credential(
            suite: issuer.suite,
            tree: tree,
            path: path,
            publicKey: publicKey,
            issuer: issuer.author,
            serial: serial,
            body: body,
            signature: try issuer.sign(Self.signedBytes(body))
        )
    }

    static func signedBytes(_ body: [UInt8]) -> [UInt8] {
        PreAuthenticationEncoding.bytes(type: PreAuthenticationEncoding.credential, body: body)
    }
}

extension Credential: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.byteString(self.body)
        encoder.byteString(self.signature)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        let body = try decoder.byteString(max: Self.byteCountMax)
        try self.init(body: body, signature: try decoder.byteString(max: 128))
    }

    private init(body: [UInt8], signature: [UInt8]) throws(CBORError) {
        var decoder = CBORDecoder(body)
        var suite: SuiteNumber?
        var tree: TreeID?
        var path: OfficePath?
        var publicKey: [UInt8]?
        var issuer: AuthorID?
        var serial: UInt64?
        try decoder.fields { key, value throws(CBORError) in
            let start = value.offset
            switch key {
            case 1:
                guard try value.unsigned() == Self.format else {
                    throw CBORError(.valueOutOfRange, at: start)
                }
            case 2:
                suite = SuiteNumber(rawValue: UInt8(try value.unsigned(max: 255)))
                guard suite != nil else { throw CBORError(.valueOutOfRange, at: start) }
            case 3: tree = try TreeID(from: &value)
            case 4: path = try OfficePath(from: &value)
            case 5: publicKey = try value.byteString(max: 128)
            case 6: issuer = try AuthorID(from: &value)
            case 7: serial = try value.unsigned()
            default: return false
            }
            return true
        }
        try decoder.finish()
        self.suite = try suite.required(at: 0)
        self.tree = try tree.required(at: 0)
        self.path = try path.required(at: 0)
        self.publicKey = try publicKey.required(at: 0)
        self.issuer = try issuer.required(at: 0)
        self.serial = try serial.required(at: 0)
        self.body = body
        self.signature = signature
    }
}
