/// How often each end of a link has signed that both have the same, of the present state.
///
/// An end answers a statement as long as it has heard more of them than it has said. So whoever asks is answered,
/// however often, and no answer is answered: what one end has heard is never more than what the other has
/// said, and both cannot be behind each other. For that a statement that comes twice MUST count once.
struct EqualityTurns: Sendable, Hashable {
    /// By the times of so many statements it is told which have come before.
    private static let timesMax = 64

    /// What has been counted is about this state.
    private var digest: Digest256?
    private var said = 0
    private var heard = 0
    /// The times that the latest statements name.
    private var times: [Int64] = []

    /// Whether nothing has been signed about a state.
    func isNew(_ digest: Digest256) -> Bool { self.digest != digest || self.said == 0 }

    mutating func say(_ digest: Digest256) {
        self.turn(to: digest)
        self.said += 1
    }

    /// - Parameter at: the time that the statement names.
    /// - Returns: whether the other end waits for an answer.
    mutating func hear(_ digest: Digest256, at: Int64) -> Bool {
        self.turn(to: digest)
        guard !self.times.contains(at) else { return false }
        if self.times.count == Self.timesMax { self.times.removeFirst() }
        self.times.append(at)
        self.heard += 1
        return self.heard > self.said
    }

    private mutating func turn(to digest: Digest256) {
        guard self.digest != digest else { return }
        self = EqualityTurns()
        self.digest = digest
    }
}
