import SyncProtocol

/// The part of a token that only the invited office knows: 128 random bits.
struct EnrolmentSecret: Sendable, CustomStringConvertible {
    static let byteCount = 16

    let bytes: [UInt8]

    /// Nil unless there are exactly sixteen bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// A fresh secret out of the system's random numbers.
    static func random() -> EnrolmentSecret {
        var generator = SystemRandomNumberGenerator()
        return Self(
            unchecked: (0..<Self.byteCount).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
        )
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What the inviting office stores instead of the secret. The secret has 128 random bits, so a
    /// slow password hash would add nothing.
    func hash(by suite: SignatureSuite) -> Digest256 {
        suite.hash(
            PreAuthenticationEncoding.bytes(type: "cast-sync/enrolment-secret/1", body: self.bytes)
        )
    }

    /// Whether this is the secret whose hash was stored. Takes the same time whatever differs.
    func matches(_ stored: Digest256, by suite: SignatureSuite) -> Bool {
        ConstantTime.isEqual(self.hash(by: suite).bytes, stored.bytes)
    }

    /// Secrets do not belong into logs.
    var description: String { "EnrolmentSecret(…)" }
}
