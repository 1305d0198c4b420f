internal import SyncProtocol

/// The end of the audit log, whose rows are chained by their hashes.
struct AuditChain {
    private(set) var number: Int64 = 0
    private var hash = Digest256(words: (0, 0, 0, 0))

    init() {}

    init(from connection: any SQLConnection) throws(StoreError) {
        let last = try connection.first(
            "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
        ) { row in (row.integer(0), Digest256(bytes: row.bytes(1))) }
        guard let last else { return }
        self.number = last.0
        self.hash = last.1 ?? self.hash
    }

    /// The hash of a row: over the row before it and all that this one says.
    static func hash(
        previous: Digest256,
        number: Int64,
        at: Int64,
        user: String,
        action: String,
        subject: String
    ) -> Digest256 {
        var encoder = CBOREncoder(reservingCapacity: 160)
        encoder.array(count: 6)
        previous.encode(to: &encoder)
        encoder.integer(number)
        encoder.integer(at)
        encoder.byteString(Array(user.utf8))
        encoder.byteString(Array(action.utf8))
        encoder.byteString(Array(subject.utf8))
        return Digest256.hash(encoder.bytes)
    }

    mutating func append(
        user: String,
        action: String,
        subject: String,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let previous = self.hash
        self.number += 1
        self.hash = Self.hash(
            previous: previous,
            number: self.number,
            at: transaction.now,
            user: user,
            action: action,
            subject: subject
        )
        try transaction.connection.run(
            """
            INSERT INTO audit(number, at, user, action, subject, previous, hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """,
            .integer(self.number),
            .integer(transaction.now),
            .text(user),
            .text(action),
            .text(subject),
            .bytes(previous.bytes),
            .bytes(self.hash.bytes)
        )
    }
}
