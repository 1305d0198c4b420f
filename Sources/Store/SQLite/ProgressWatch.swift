private import GRDBSQLite

/// Has the engine ask, in the middle of a long statement, whether it is still wanted.
final class ProgressWatch {
    /// So many of the engine's own instructions lie between two questions.
    private static let instructions: Int32 = 1_000

    private let goesOn: () -> Bool

    init(_ goesOn: @escaping () -> Bool) {
        self.goesOn = goesOn
    }

    /// Runs the body. What the connection does meanwhile fails when it is not wanted any more.
    func watching<Value>(_ connection: OpaquePointer?, _ body: () throws -> Value) rethrows -> Value
    {
        sqlite3_progress_handler(
            connection,
            Self.instructions,
            { context in
                guard let context else { return 0 }
                let watch = Unmanaged<ProgressWatch>.fromOpaque(context).takeUnretainedValue()
                return watch.goesOn() ? 0 : 1
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
        defer { sqlite3_progress_handler(connection, 0, nil, nil) }
        return try withExtendedLifetime(self) { try body() }
    }
}
