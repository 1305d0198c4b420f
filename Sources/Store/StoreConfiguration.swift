/// Where a store lies and how much it takes on.
package struct StoreConfiguration: Sendable {
    package enum Location: Sendable, Hashable {
        /// A folder on a local disk, which then holds `store.sqlite`, `store.lock` and `fence`.
        case folder(String)
        /// In memory, for tests: nothing survives the process.
        case memory
    }

    package let location: Location
    /// Whether to make the folder and the store where there are none.
    package let creates: Bool

    /// Pages of 4 KiB in the write-ahead log at which they are carried over into the database.
    package var checkpointPages = 20_000
    /// How long the writer waits for work before it tidies up.
    package var idleMilliseconds = 1_000
    package var readersMax = 4
    /// Acts that may wait for the writer before `write` answers `busy`.
    package var waitingActsMax = 100_000
    /// Bytes of acts that may wait before `write` answers `busy`.
    package var waitingBytesMax = 64 * 1024 * 1024
    /// Acts that one transaction takes.
    package var transactionActsMax = 20_000
    /// Bytes of records that the writer keeps in memory between transactions, roughly.
    package var cachedRecordBytesMax = 32 * 1024 * 1024
    /// Cells of totals that the writer keeps in memory between transactions.
    package var cachedCellsMax = 50_000
    package var quarantineItemsMax = 10_000
    package var quarantineBytesMax = 256 * 1024 * 1024
    package var eventsMax = 10_000

    /// No clock that is right shows an earlier time, UTC milliseconds: the day on which the program was made.
    package var earliestMilliseconds: Int64 = 0

    /// The machine's clock in microseconds since 1970 UTC, for what people and measurements are told.
    package var microseconds: @Sendable () -> Int64 = { SystemFile.nowMicroseconds() }

    package init(location: Location, creates: Bool = true) {
        self.location = location
        self.creates = creates
    }
}
