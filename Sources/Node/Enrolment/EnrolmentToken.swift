import SyncProtocol

/// An invitation to join the tree, given to the new office by a way of its own (by hand, by disc).
///
/// It names the root by its hash, so that the new office knows whom to trust before it says anything.
struct EnrolmentToken: Sendable {
    static let prefix = "cast1-"
    static let lifetimeMillisecondsMax: Int64 = 24 * 60 * 60 * 1_000
    static let textLengthMax = 2_048
    private static let version: UInt64 = 1
    private static let checkByteCount = 4
    private static let hostLengthMax = 255

    let tree: TreeID
    /// By which algorithms the tree goes: the new office makes its key before anybody has answered.
    let suite: SuiteNumber
    /// SHA-256 over the root certificate's DER bytes.
    let rootHash: Digest256
    /// Where the inviting office listens.
    let parentHost: String
    let parentPort: Int
    /// The office that is invited. Its parent is the inviting office.
    let path: OfficePath
    let secret: EnrolmentSecret
    /// UTC milliseconds.
    let expiresAt: Int64

    /// Nil when the office has no parent, the host is neither an address nor a name, or the port is none.
    init?(
        tree: TreeID,
        suite: SuiteNumber,
        rootHash: Digest256,
        parentHost: String,
        parentPort: Int,
        path: OfficePath,
        secret: EnrolmentSecret,
        expiresAt: Int64
    ) {
        guard path.parent != nil, (1...65_535).contains(parentPort),
            HostAndPort.host(parentHost) == parentHost, expiresAt >= 0
        else { return nil }
        self.tree = tree
        self.suite = suite
        self.rootHash = rootHash
        self.parentHost = NormalizedText.normalize(parentHost)
        self.parentPort = parentPort
        self.path = path
        self.secret = secret
        self.expiresAt = expiresAt
    }

    /// The office that invites.
    var parentPath: OfficePath { self.path.parent ?? self.path }

    /// Where the inviting office listens.
    var parentAddress: HostAndPort { HostAndPort(host: self.parentHost, port: self.parentPort) }

    // MARK: Text

    /// `cast1-` and base64url of the CBOR bytes and four bytes of their hash.
    var text: String {
        let body = self.encoded()
        let check = Fingerprint.of(body).bytes.prefix(Self.checkByteCount)
        return Self.prefix + Base64URL.text(body + check)
    }

    /// Reads a token. White space and line breaks that copying put in are left out.
    /// - Parameter now: UTC milliseconds.
    init(text: String, now: Int64) throws(EnrolmentTokenError) {
        let compact = text.filter { !$0.isWhitespace }
        guard compact.hasPrefix(Self.prefix) else { throw .wrongPrefix }
        guard compact.utf8.count <= Self.textLengthMax,
            let bytes = Base64URL.bytes(compact.dropFirst(Self.prefix.count)),
            bytes.count > Self.checkByteCount
        else { throw .damaged }
        let body = Array(bytes.dropLast(Self.checkByteCount))
        let check = Fingerprint.of(body).bytes.prefix(Self.checkByteCount)
        guard bytes.suffix(Self.checkByteCount).elementsEqual(check) else { throw .damaged }
        do {
            self = try EnrolmentToken(decoding: body)
        } catch {
            throw .unsupported
        }
        guard now < self.expiresAt else { throw .expired(at: self.expiresAt) }
    }
}

extension EnrolmentToken: CBORCodable {
    func encode(to encoder: inout CBOREncoder) {
        encoder.map(count: 9)
        encoder.unsigned(1)
        encoder.unsigned(Self.version)
        encoder.unsigned(2)
        self.tree.encode(to: &encoder)
        encoder.unsigned(3)
        self.rootHash.encode(to: &encoder)
        encoder.unsigned(4)
        encoder.text(self.parentHost)
        encoder.unsigned(5)
        encoder.unsigned(UInt64(self.parentPort))
        encoder.unsigned(6)
        self.path.encode(to: &encoder)
        encoder.unsigned(7)
        encoder.byteString(self.secret.bytes)
        encoder.unsigned(8)
        encoder.integer(self.expiresAt)
        encoder.unsigned(9)
        encoder.unsigned(UInt64(self.suite.rawValue))
    }

    init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        var tree: TreeID?
        var rootHash: Digest256?
        var host: String?
        var port: UInt64?
        var path: OfficePath?
        var secret: EnrolmentSecret?
        var expiresAt: Int64?
        var version: UInt64?
        var suite: SuiteNumber?
        try decoder.fields { key, value throws(CBORError) in
            switch key {
            case 1: version = try value.unsigned(max: Self.version)
            case 2: tree = try TreeID(from: &value)
            case 3: rootHash = try Digest256(from: &value)
            case 4: host = try value.text(max: Self.hostLengthMax)
            case 5: port = try value.unsigned(max: 65_535)
            case 6: path = try OfficePath(from: &value)
            case 7:
                secret = EnrolmentSecret(
                    bytes: try value.byteString(max: EnrolmentSecret.byteCount)
                )
            case 8: expiresAt = try value.integer()
            case 9: suite = SuiteNumber(rawValue: UInt8(try value.unsigned(max: 255)))
            default: return false
            }
            return true
        }
        guard try version.required(at: start) == Self.version,
            let token = EnrolmentToken(
                tree: try tree.required(at: start),
                suite: try suite.required(at: start),
                rootHash: try rootHash.required(at: start),
                parentHost: try host.required(at: start),
                parentPort: Int(try port.required(at: start)),
                path: try path.required(at: start),
                secret: try secret.required(at: start),
                expiresAt: try expiresAt.required(at: start)
            )
        else { throw CBORError(.valueOutOfRange, at: start) }
        self = token
    }
}
