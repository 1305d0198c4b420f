import Foundation

/// Three servers, each of which has from the one below it by logical replication what that one has: the cascade that
/// an office's reports take over two hops. A subscriber confirms what its own disk has (`synchronous_commit=on`).
final class PostgreSQLChain {
    static let table = "figure"
    private static let word = "arrived"
    private static let attachSecondsMax = 60
    /// Rows of the load are numbered from 1.
    private static let probe = 0

    private let servers: [PostgreSQLServer]
    /// Of the server at which rows are written, and of the one two hops above.
    let bottom: PostgreSQLClient
    let top: PostgreSQLClient

    var bottomPort: Int { self.servers[0].port }

    static func start(in folder: String, programs: PostgreSQLPrograms) async throws -> Self {
        let servers = try (1...3).map {
            try PostgreSQLServer(folder: "\(folder)/\($0)", programs: programs)
        }
        for server in servers { try await server.start() }
        let chain = try Self(servers)
        try await chain.waitForProbe()
        return chain
    }

    private init(_ servers: [PostgreSQLServer]) throws {
        self.servers = servers
        for (place, server) in servers.enumerated() {
            let client = try PostgreSQLClient(port: server.port)
            defer { client.disconnect() }
            try client.run(
                """
                CREATE TABLE \(Self.table)(id bigint PRIMARY KEY, office text NOT NULL,
                    period text NOT NULL, indicator integer NOT NULL, value bigint NOT NULL,
                    note text NOT NULL)
                """
            )
            try client.run("CREATE PUBLICATION upward FOR TABLE \(Self.table)")
            guard place > 0 else { continue }
            let connection =
                "host=127.0.0.1 port=\(servers[place - 1].port) "
                + "user=\(PostgreSQLClient.user) dbname=\(PostgreSQLClient.database)"
            try client.run(
                """
                CREATE SUBSCRIPTION below_\(place) CONNECTION '\(connection)' PUBLICATION upward
                WITH (copy_data = false, synchronous_commit = 'on')
                """
            )
        }
        self.bottom = try PostgreSQLClient(port: servers[0].port)
        self.top = try PostgreSQLClient(port: servers[2].port)
    }

    /// Returns when a row has gone through both hops.
    private func waitForProbe() async throws {
        try self.bottom.run(
            "INSERT INTO \(Self.table) VALUES (\(Self.probe), '', '', 0, 0, '')"
        )
        let deadline = ContinuousClock.now + .seconds(Self.attachSecondsMax)
        while try !self.hasArrived(Self.probe) {
            guard ContinuousClock.now < deadline else {
                throw BenchError("PostgreSQL's servers do not replicate; see their logs")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Whether the server at the top shows a row.
    func hasArrived(_ id: Int) throws -> Bool {
        try self.top.run("SELECT 1 FROM \(Self.table) WHERE id = \(id)") != nil
    }

    /// From now on the top says of each row that it has arrived, as the nodes' dashboards do to whoever waits.
    func tellArrivals() throws {
        try self.top.run(
            """
            CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_notify('\(Self.word)', NEW.id::text); RETURN NEW; END $$;
            CREATE TRIGGER tell AFTER INSERT ON \(Self.table) FOR EACH ROW EXECUTE FUNCTION tell();
            ALTER TABLE \(Self.table) ENABLE ALWAYS TRIGGER tell;
            LISTEN \(Self.word)
            """
        )
    }

    func stopTelling() throws {
        try self.top.run("UNLISTEN \(Self.word); DROP TRIGGER tell ON \(Self.table)")
    }

    func cpuSeconds() throws -> Double {
        try self.servers.reduce(0) { try $0 + $1.cpuSeconds() }
    }

    /// Bytes of the rows and their index at the top, and of the write-ahead log since it began.
    func topBytes() throws -> (stored: Double, logged: Double) {
        func number(_ statement: String) throws -> Double {
            guard let text = try self.top.run(statement), let value = Double(text) else {
                throw BenchError("PostgreSQL gave no number for: \(statement)")
            }
            return value
        }
        return (
            try number("SELECT pg_total_relation_size('\(Self.table)')"),
            try number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")
        )
    }

    /// From the top down, so that none waits for one that still wants something of it.
    func stop() async throws {
        self.bottom.disconnect()
        self.top.disconnect()
        for server in self.servers.reversed() { try await server.stop() }
    }
}
