/// How much of what was received goes into one transaction of a store. Whoever writes at the office itself
/// waits for the transaction that runs, so none may be long.
package enum TurnLimits {
    /// The most pieces of received batches, in one transaction.
    package static let partsMax = 6
    /// No further piece is taken once there are so many bytes.
    package static let byteCountMax = 128 * 1024
    /// The most pieces beside what the office itself writes or must not wait, in one transaction.
    package static let partsBesideMax = 1
}

extension FairQueue {
    /// What goes into the next transaction.
    ///
    /// - Parameter acts: so many changes of the office's own go with it. They pay for as much at most.
    package mutating func nextTurn(besides acts: Int) -> [Element] {
        var turn: [Element] = []
        var byteCount = 0
        let takes = { (queue: inout Self) -> Bool in
            guard byteCount < TurnLimits.byteCountMax, let next = queue.pop() else { return false }
            turn.append(next.element)
            byteCount += next.byteCount
            return true
        }
        while self.isUrgent, turn.count < TurnLimits.partsMax, takes(&self) {}
        let beside = max(TurnLimits.partsBesideMax, acts / FlowParts.changesMax)
        let more = acts > 0 || !turn.isEmpty ? beside : TurnLimits.partsMax
        for _ in 0..<more where !self.isUrgent {
            guard takes(&self) else { break }
        }
        return turn
    }
}
