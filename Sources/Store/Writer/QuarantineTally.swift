/// How much is in quarantine, so that its caps cost no query.
struct QuarantineTally {
    var items = 0
    var bytes = 0
    /// Units that ever left because it was full.
    var dropped: Int64 = 0

    init() {}

    init(from connection: any SQLConnection) throws(StoreError) {
        let found = try connection.first(
            "SELECT COUNT(*), COALESCE(SUM(byte_count), 0) FROM quarantine"
        ) { row in (row.count(0), row.count(1)) }
        (self.items, self.bytes) = found ?? (0, 0)
        self.dropped = try Meta.number("quarantine_dropped", connection) ?? 0
    }
}
