/// Which part of a long list is read.
package struct StoreRange: Sendable, Hashable {
    package static let limitMax = 1_000

    /// Only what follows this row; nil from the beginning.
    package let after: StoreKey?
    package let limit: Int

    /// Bounds `limit` to 1...``limitMax``.
    package init(after: StoreKey? = nil, limit: Int = 50) {
        self.after = after
        self.limit = min(max(1, limit), Self.limitMax)
    }
}

/// A part of a long list.
package struct StorePage<Row: Sendable>: Sendable {
    package let rows: [Row]
    /// How many rows the whole list has.
    package let total: Int
    /// Behind which the list goes on; nil when these rows are the last.
    package let next: StoreKey?

    package init(rows: [Row], total: Int, next: StoreKey? = nil) {
        self.rows = rows
        self.total = total
        self.next = next
    }
}

extension StorePage {
    /// Of a list without rows.
    static var none: Self { StorePage(rows: [], total: 0) }
}

extension StorePage: Equatable where Row: Equatable {}

extension SQLConnection {
    /// Reads a part of a list.
    ///
    /// - Parameters:
    ///   - sql: gives the columns of the list's key first, in their order. Its first placeholders are bound to the key
    ///     behind which it reads, the next one to the greatest number of rows, those that follow to `values`.
    ///   - body: what a row says, with the columns behind the key counted from `first`; nil for one that makes no
    ///     sense.
    func page<Row>(
        of list: StoreList,
        _ range: StoreRange,
        total: Int,
        _ sql: StaticString,
        _ values: [SQLValue] = [],
        body: (any SQLRow) throws(StoreError) -> Row?
    ) throws(StoreError) -> StorePage<Row> {
        let found = try self.scan(
            of: list,
            range,
            scanning: range.limit,
            sql,
            values,
            body: body
        )
        return StorePage(rows: found.rows, total: total, next: found.next)
    }

    /// Reads a part of a list of which not every row is wanted.
    ///
    /// - Parameters:
    ///   - count: so many rows are looked at, whatever becomes of them.
    ///   - sql, body: see ``page(of:_:total:_:_:body:)``.
    func scan<Row>(
        of list: StoreList,
        _ range: StoreRange,
        scanning count: Int,
        _ sql: StaticString,
        _ values: [SQLValue],
        body: (any SQLRow) throws(StoreError) -> Row?
    ) throws(StoreError) -> StoreScan<Row> {
        var rows: [Row] = []
        var (last, next): (StoreKey?, StoreKey?)
        var seen = 0
        let place = range.after?.values ?? list.start
        // One more than is looked at tells whether there is more.
        try self.rows(sql, place + [.integer(count + 1)] + values) { row throws(StoreError) in
            seen += 1
            guard seen <= count, rows.count < range.limit else {
                next = last
                return false
            }
            last = StoreKey(list, row)
            if let value = try body(row) { rows.append(value) }
            return true
        }
        return StoreScan(rows: rows, next: next)
    }
}
