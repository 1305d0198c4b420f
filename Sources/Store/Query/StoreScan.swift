/// A part of a list of which not every row is wanted.
package struct StoreScan<Row: Sendable>: Sendable {
    /// Perhaps fewer than were asked for, or none, though the list goes on.
    package let rows: [Row]
    /// Behind which the list goes on; nil when it is at its end.
    package let next: StoreKey?

    /// Of a list without rows.
    static var none: Self { StoreScan(rows: [], next: nil) }
}
