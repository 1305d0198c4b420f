/// What becomes of a verified change at the end of our copy of its feed.
package enum FeedJudgement: Hashable, Sendable {
    /// It is the next one.
    case append
    /// We have it.
    case duplicate
    /// Changes before it are missing here; the sender is told how far we are.
    case gap
    /// We have another change of this number: the feed has two branches.
    case fork
    case refused(RefusalReason)

    /// - Parameters:
    ///   - change: a verified change.
    ///   - head: the end of our copy, with its stamp; nil when we have nothing of the feed.
    ///   - stored: the digest of our change of a given number, asked only at or below the head.
    ///   - steps: all, but in tests.
    package static func judge(
        _ change: VerifiedChange,
        head: (head: FeedHead, stamp: Stamp)?,
        steps: VerificationSteps = .all,
        stored: (UInt64) throws -> Digest256?
    ) rethrows -> FeedJudgement {
        let number = change.change.number
        guard let head else { return steps.pass(.firstNumber, number == 1) ? .append : .gap }
        if number <= head.head.number {
            let ours = number == head.head.number ? head.head.digest : try stored(number)
            return steps.pass(.branch, ours == change.digest) ? .duplicate : .fork
        }
        guard steps.pass(.numberOrder, number == head.head.number + 1) else { return .gap }
        // The author signed another change before this one than the one we have.
        let follows = change.change.previous == ChangeID(prefixOf: head.head.digest)
        guard steps.pass(.previousHash, follows) else { return .fork }
        guard steps.pass(.risingStamp, head.stamp < change.change.stamp) else {
            return .refused(.stampNotRising)
        }
        return .append
    }
}
