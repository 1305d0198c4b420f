/// What becomes of a verified change, by what we have of its feed.
package enum FeedJudgement: Hashable, Sendable {
    /// It is the next one of this strand.
    case append(to: FeedID)
    /// We have it, in this strand.
    case duplicate(in: FeedID)
    /// The change before it is missing here; the sender is told how far we are.
    case gap
    /// Another change follows the same one already: it begins a strand of its own, and the strand
    /// that holds the one before it, if it goes on behind it, is cut there.
    case branch(cutting: FeedID?)
    case refused(RefusalReason)

    /// - Parameters:
    ///   - change: a verified change.
    ///   - strands: all that we have of its feed.
    ///   - steps: all, but in tests.
    ///   - digest: of the change of a strand with a number, asked only for what the strand contains; nil when the disk has
    ///     lost it.
    ///   - stamp: the same for its stamp, asked only below a strand's head.
    package static func judge(
        _ change: VerifiedChange,
        strands: [Strand],
        steps: VerificationSteps = .all,
        digest: (FeedID, UInt64) throws -> Digest256?,
        stamp: (FeedID, UInt64) throws -> Stamp?
    ) rethrows -> FeedJudgement {
        let number = change.change.number
        // Of a feed of which all was withdrawn the name is left.
        guard strands.contains(where: { $0.head.number > 0 }) else {
            return steps.pass(.firstNumber, number == 1) ? .append(to: change.change.feed) : .gap
        }
        var isMissing = false
        for strand in strands where strand.contains(number) {
            let ours =
                number == strand.head.number
                ? strand.head.digest : try digest(strand.feed, number)
            isMissing = isMissing || ours == nil
            if steps.pass(.branch, ours == change.digest) { return .duplicate(in: strand.feed) }
        }
        // Our disk has lost the change with this number, and nothing tells yet whether it was this one.
        guard !isMissing else { return .gap }
        guard let previous = change.change.previous else {
            let root = strands.first { $0.feed.branch == nil && $0.head.number > 0 }
            return Self.branch(cutting: root?.feed, among: strands, steps)
        }
        let before = number - 1
        let holder = try Self.holder(of: previous, before, strands, steps, digest)
        guard let holder else {
            // Reached with another outcome only in a test that takes what has a gap before it.
            let end = steps.takes(.gap) ? nil : strands.first { $0.head.number < number }
            return end.map { .append(to: $0.feed) } ?? .gap
        }
        let isEnd = before >= holder.head.number
        let last = isEnd ? holder.stamp : try stamp(holder.feed, before)
        // Nothing can be said of what follows a change that our disk has lost.
        guard let last else { return .gap }
        guard steps.pass(.risingStamp, last < change.change.stamp) else {
            return .refused(.stampNotRising)
        }
        if isEnd, !holder.isSplit { return .append(to: holder.feed) }
        return Self.branch(cutting: isEnd ? nil : holder.feed, among: strands, steps)
    }

    /// The strand that holds a change of which the id and the number are given.
    private static func holder(
        of id: ChangeID,
        _ number: UInt64,
        _ strands: [Strand],
        _ steps: VerificationSteps,
        _ digest: (FeedID, UInt64) throws -> Digest256?
    ) rethrows -> Strand? {
        let candidates = strands.filter { $0.contains(number) }
        guard steps.pass(.numberOrder, !candidates.isEmpty) else { return nil }
        for strand in candidates {
            let ours =
                number == strand.head.number
                ? strand.head.digest : try digest(strand.feed, number)
            let isBefore = ours.map { ChangeID(prefixOf: $0) == id } ?? false
            if steps.pass(.previousHash, isBefore) { return strand }
        }
        guard candidates.isEmpty else { return nil }
        // Reached only in a test that leaves the order of numbers out.
        return strands.first { ChangeID(prefixOf: $0.head.digest) == id }
    }

    private static func branch(
        cutting strand: FeedID?,
        among strands: [Strand],
        _ steps: VerificationSteps
    ) -> FeedJudgement {
        // What is cut off becomes a strand too.
        let count = strands.count + (strand == nil ? 1 : 2)
        guard steps.pass(.strandCount, count <= ChangeLimits.strandsPerFeedMax) else {
            return .refused(.forked)
        }
        return .branch(cutting: strand)
    }
}
