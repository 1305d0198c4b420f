private import GRDB

extension SQLiteDriver {
    /// Pages that are copied between two words about progress: 4 MiB.
    private static let pagesAtOnce: CInt = 1_024
    private static let faultsMax = 100

    package func copy(
        to path: String,
        progress: @escaping (_ done: Int64, _ total: Int64) -> Bool
    ) throws(StoreError) {
        let source = self.database
        try self.gate.pass { () throws(StoreError) in
            try Self.copy(from: source, to: path, progress: progress)
        }
    }

    private static func copy(
        from source: any DatabaseWriter,
        to path: String,
        progress: @escaping (_ done: Int64, _ total: Int64) -> Bool
    ) throws(StoreError) {
        try Self.translating {
            let target = try DatabaseQueue(
                path: path,
                configuration: Self.configuration(readers: 1)
            )
            // The first page is there before others, so the pages that follow are sealed.
            try target.writeWithoutTransaction {
                try $0.execute(sql: "CREATE TABLE first(page); DROP TABLE first")
            }
            try source.read { source in
                // A transaction sees one moment from its first look on, however many steps the copy takes.
                _ = try Int64.fetchOne(source, sql: "SELECT count(*) FROM sqlite_schema")
                try target.writeWithoutTransaction { target in
                    try source.backup(to: target, pagesPerStep: Self.pagesAtOnce) { state in
                        let done = Int64(state.completedPageCount) * Int64(PageFile.pageByteCount)
                        let total = Int64(state.totalPageCount) * Int64(PageFile.pageByteCount)
                        guard progress(done, total) else { throw StoreError.closed }
                    }
                }
            }
            try target.close()
        }
    }

    package func structuralFaults() throws(StoreError) -> [String] {
        try self.faults(in: "\(Self.faultsMax)") { true }
    }

    package func structuralFaults(
        of table: String,
        while goesOn: @escaping @Sendable () -> Bool
    ) throws(StoreError) -> [String] {
        try self.faults(in: table, while: goesOn)
    }

    /// - Parameter part: a table; a number for all of them, which is then the greatest number of lines.
    private func faults(
        in part: String,
        while goesOn: @escaping @Sendable () -> Bool
    ) throws(StoreError) -> [String] {
        do throws(StoreError) {
            return try self.check(part, while: goesOn)
        } catch {
            guard goesOn() else { throw .closed }
            // A page that does not fit its seal ends the check.
            guard case .damaged(let detail) = error else { throw error }
            self.watch.note(error)
            return [detail]
        }
    }

    private func check(
        _ part: String,
        while goesOn: @escaping @Sendable () -> Bool
    ) throws(StoreError) -> [String] {
        let database = self.database
        return try self.gate.pass { () throws(StoreError) in
            try Self.translating {
                try database.read { connection in
                    let lines = try ProgressWatch(goesOn).watching(connection.sqliteConnection) {
                        try String.fetchAll(
                            connection,
                            sql: "SELECT integrity_check FROM pragma_integrity_check(?)",
                            arguments: [part]
                        )
                    }
                    return lines == ["ok"] ? [] : lines
                }
            }
        }
    }
}
