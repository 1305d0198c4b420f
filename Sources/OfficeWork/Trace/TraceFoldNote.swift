package import SyncProtocol

/// The body of the note that carries a fold, and what was folded when.
package struct TraceFoldNote: Hashable, Sendable {
    /// A time further from 1970 than this is nonsense, in seconds.
    package static let secondsMax: Int64 = 1 << 40

    package let directive: DirectiveID
    /// When it was made, UTC seconds.
    package let at: Int64
    package let fold: TraceFold

    package init(directive: DirectiveID, at: Int64, fold: TraceFold) {
        self.directive = directive
        self.at = at
        self.fold = fold
    }
}

extension TraceFoldNote: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        let counts = self.fold.counts
        encoder.array(count: 11)
        encoder.byteString(self.directive.bytes)
        encoder.integer(self.at)
        // Small numbers are short: what is usual is told as how little is missing.
        encoder.integer(self.at - self.fold.latest)
        encoder.unsigned(UInt64(self.fold.floor.rawValue) | UInt64(self.fold.goal.rawValue) << 2)
        encoder.unsigned(counts.addressed)
        for count in [
            counts.received, counts.verified, counts.opened, counts.signed, counts.answered,
        ] {
            encoder.unsigned(counts.addressed - min(count, counts.addressed))
        }
        encoder.array(count: self.fold.exceptions.count)
        for exception in self.fold.exceptions { exception.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 11 else { throw CBORError(.unexpectedType, at: start) }
        self.directive = try DirectiveID(from: &decoder)
        self.at = try decoder.integer()
        let (latest, overflow) = self.at.subtractingReportingOverflow(try decoder.integer())
        let marks = UInt8(try decoder.unsigned(max: 7))
        guard !overflow, Self.isTime(latest),
            let floor = TraceFloor(rawValue: marks & 3), let goal = TraceGoal(rawValue: marks >> 2)
        else { throw CBORError(.valueOutOfRange, at: start) }
        var counts = TraceFold.Counts()
        let addressed = try decoder.unsigned(max: NoteLimits.officesMax)
        counts.addressed = addressed
        counts.received = addressed - (try decoder.unsigned(max: addressed))
        counts.verified = addressed - (try decoder.unsigned(max: addressed))
        counts.opened = addressed - (try decoder.unsigned(max: addressed))
        counts.signed = addressed - (try decoder.unsigned(max: addressed))
        counts.answered = addressed - (try decoder.unsigned(max: addressed))
        var exceptions: [TraceException] = []
        let needed = floor.facts(goal)
        try decoder.elements(max: TraceFold.exceptionsMax) { element throws(CBORError) in
            let start = element.offset
            let exception = try TraceException(from: &element)
            // Only who is below the floor is named, once and in order.
            guard !exception.facts.isSuperset(of: needed), Self.isTime(exception.at),
                exceptions.last.map({ TraceFold.isBefore($0, exception) }) ?? true
            else { throw CBORError(.valueOutOfRange, at: start) }
            exceptions.append(exception)
        }
        guard UInt64(exceptions.count) <= addressed else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self.fold = TraceFold(
            goal: goal,
            counts: counts,
            latest: latest,
            floor: floor,
            exceptions: exceptions
        )
    }

    private static func isTime(_ seconds: Int64) -> Bool {
        (0..<Self.secondsMax).contains(seconds)
    }
}
