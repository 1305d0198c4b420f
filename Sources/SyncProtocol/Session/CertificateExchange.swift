/// Whether both ends shall sign that they have the same, and who has.
struct CertificateExchange: Sendable, Equatable {
    /// They shall, as soon as they have the same.
    private var isWanted = false
    /// They shall even if they have signed this state before.
    private var isDemanded = false
    private var turns = EqualityTurns()

    /// What was different and then becomes equal is worth a certificate.
    mutating func want() { self.isWanted = true }

    mutating func demand() { self.isDemanded = true }

    /// Whether equality in a state shall be signed now.
    func isDue(_ digest: Digest256) -> Bool {
        self.isDemanded || self.isWanted && self.turns.isNew(digest)
    }

    /// Our half is being signed.
    mutating func say(_ digest: Digest256) {
        self.isWanted = false
        self.isDemanded = false
        self.turns.say(digest)
    }

    /// - Returns: whether the other end waits for an answer.
    mutating func hear(_ digest: Digest256, at: Int64) -> Bool {
        self.turns.hear(digest, at: at)
    }
}
