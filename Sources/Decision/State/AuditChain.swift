package import SyncProtocol

/// The end of the audit log, whose rows are chained by their hashes.
package struct AuditChain: Sendable {
    package private(set) var number: Int64
    package private(set) var hash: Digest256

    package static let start = AuditChain(number: 0, hash: Digest256(words: (0, 0, 0, 0)))

    /// - Parameters:
    ///   - number: of the last row; 0 when there is none.
    ///   - hash: the last row's.
    package init(number: Int64, hash: Digest256) {
        self.number = number
        self.hash = hash
    }

    /// The hash of a row: over the row before it and all that this one says.
    package static func hash(
        previous: Digest256,
        number: Int64,
        at: Int64,
        user: String,
        action: String,
        subject: String,
        records: String,
        by suite: SignatureSuite
    ) -> Digest256 {
        var encoder = CBOREncoder(reservingCapacity: 160)
        encoder.array(count: 7)
        previous.encode(to: &encoder)
        encoder.integer(number)
        encoder.integer(at)
        encoder.byteString(Array(user.utf8))
        encoder.byteString(Array(action.utf8))
        encoder.byteString(Array(subject.utf8))
        encoder.byteString(Array(records.utf8))
        return suite.hash(encoder.bytes)
    }

    /// Goes on behind rows that are gone.
    ///
    /// - Parameter number: of the last one that there was, greater than that of the last one here.
    /// - Returns: the numbers that are left out: all of them, so that none is given twice.
    mutating func skip(to number: Int64) -> ClosedRange<Int64> {
        defer { self.number = number }
        return self.number + 1...number
    }

    /// The row that comes next, which is then the last.
    mutating func append(
        user: String,
        action: String,
        subject: String,
        records: String,
        at now: Int64,
        by suite: SignatureSuite
    ) -> RowChanges.Audit {
        let previous = self.hash
        self.number += 1
        self.hash = Self.hash(
            previous: previous,
            number: self.number,
            at: now,
            user: user,
            action: action,
            subject: subject,
            records: records,
            by: suite
        )
        return RowChanges.Audit(
            number: self.number,
            at: now,
            user: user,
            action: action,
            subject: subject,
            records: records,
            previous: previous,
            hash: self.hash
        )
    }
}
