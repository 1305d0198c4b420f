/// What the two ends say that they have, held against each other.
struct Comparison: Sendable, Equatable {
    /// As the other end last said it.
    var theirs: Digest256?
    /// Our digest when both ends were last found to have the same.
    private var proven: Digest256?
    /// When both ends last said what they have.
    var beatAt: Int64
    var watch = ComparisonWatch()

    init(at now: Int64) {
        self.beatAt = now
    }

    /// Both ends have the same.
    ///
    /// - Returns: whether that is news.
    mutating func isEqual(_ digest: Digest256) -> Bool {
        self.watch.isEqual()
        guard self.proven != digest else { return false }
        self.proven = digest
        return true
    }
}
