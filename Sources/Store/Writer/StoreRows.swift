package import Decision
package import SyncProtocol

/// A store's rows as decisions see them: brought by what they need, saved by what they change, with those kept in
/// memory that are asked for again and again. Knows no writer, fence or reader: whoever has an engine can run
/// decisions over it.
package struct StoreRows {
    let connection: any SQLConnection
    private let limits: Limits
    package private(set) var cache: RowCache

    /// How much is kept.
    package struct Limits: Sendable {
        /// Events; the oldest go.
        let eventsMax: Int
        /// Of records in memory.
        let cachedRecordBytesMax: Int
        /// Of totals in memory.
        let cachedCellsMax: Int

        package init(_ configuration: StoreConfiguration) {
            self.eventsMax = configuration.eventsMax
            self.cachedRecordBytesMax = configuration.cachedRecordBytesMax
            self.cachedCellsMax = configuration.cachedCellsMax
        }
    }

    /// - Parameter cache: as of the last commit on this engine; empty after one that failed.
    package init(_ connection: any SQLConnection, limits: Limits, cache: RowCache) {
        self.connection = connection
        self.limits = limits
        self.cache = cache
    }

    /// Brings what is needed and not here already.
    package mutating func load(
        _ needs: Needs,
        into rows: inout LoadedRows,
        _ state: StoreState
    ) throws(StoreError) {
        let loader = RowLoader(
            connection: self.connection,
            directory: state.directory,
            suite: state.suite
        )
        try loader.load(needs, into: &rows, &self.cache)
    }

    /// - Parameters:
    ///   - directory: as it is after the decision.
    ///   - now: UTC milliseconds.
    package mutating func save(
        _ changes: RowChanges,
        _ directory: Directory,
        at now: Int64
    ) throws(StoreError) {
        let saver = RowSaver(connection: self.connection, directory: directory, now: now)
        try saver.save(changes, eventsMax: self.limits.eventsMax)
        self.cache.keep(changes)
        self.cache.trim(
            recordBytesMax: self.limits.cachedRecordBytesMax,
            cellsMax: self.limits.cachedCellsMax
        )
    }

    /// Names a commit, as the last thing before it is made.
    ///
    /// - Parameters:
    ///   - summary: of what is there then (``StoreState/summary``).
    ///   - now: UTC milliseconds, when it began.
    package func seal(
        _ point: CommitPoint,
        after previous: CommitPoint,
        summary: Digest256,
        at now: Int64
    ) throws(StoreError) {
        try self.connection.run(
            """
            INSERT INTO commit_point(id, number, token, previous_token, at, summary)
            VALUES (1, ?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, token = excluded.token,
                previous_token = excluded.previous_token, at = excluded.at,
                summary = excluded.summary
            """,
            .integer(point.number),
            .bytes(point.token.bytes),
            .bytes(previous.token.bytes),
            .integer(now),
            .bytes(summary.bytes)
        )
    }
}
