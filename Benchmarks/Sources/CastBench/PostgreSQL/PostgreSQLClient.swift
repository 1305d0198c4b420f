import Foundation

/// One connection to a PostgreSQL, spoken in its own protocol (version 3, simple queries): what the benchmarks feed
/// and watch it with. Every call blocks its thread, so that nothing but the server's time is measured.
final class PostgreSQLClient {
    /// Who is let in, and where to.
    static let user = "cast"
    static let database = "postgres"

    private static let protocolVersion: Int32 = 196_608
    private static let readBytes = 64 * 1024

    private let socket: Int32
    private var buffer: [UInt8] = []
    private var position = 0

    private struct Message {
        let kind: UInt8
        let payload: [UInt8]
    }

    /// - Throws: when nobody listens at the port, or does not let us in yet.
    init(port: Int) throws {
        self.socket = try LoopbackSocket.make()
        do {
            try LoopbackSocket.connect(self.socket, port: UInt16(port))
            LoopbackSocket.sendAtOnce(self.socket)
            try self.greet()
        } catch {
            close(self.socket)
            throw error
        }
    }

    func disconnect() { close(self.socket) }

    // MARK: Asking

    /// Runs a statement to its end.
    ///
    /// - Returns: the first value of its first row; nil where there is none.
    @discardableResult
    func run(_ statement: String) throws -> String? {
        try self.ask(statement)
        return try self.answer()
    }

    /// Sends a statement whose answer is waited for later.
    func ask(_ statement: String) throws {
        try self.send(UInt8(ascii: "Q"), Array(statement.utf8) + [0])
    }

    /// The end of the statement that was asked last.
    @discardableResult
    func answer() throws -> String? {
        var value: String?
        var failure: BenchError?
        while true {
            let message = try self.receive()
            switch message.kind {
            case UInt8(ascii: "D"): value = value ?? Self.firstValue(message.payload)
            case UInt8(ascii: "E"): failure = Self.error(message.payload)
            case UInt8(ascii: "Z"):
                if let failure { throw failure }
                return value
            default: break
            }
        }
    }

    /// One `COPY … FROM STDIN`, which is one transaction.
    ///
    /// - Parameter rows: lines in COPY's text format.
    func copy(into table: String, _ rows: [UInt8]) throws {
        try self.ask("COPY \(table) FROM STDIN")
        while true {
            let message = try self.receive()
            if message.kind == UInt8(ascii: "E") { throw Self.error(message.payload) }
            if message.kind == UInt8(ascii: "G") { break }
        }
        try self.send(UInt8(ascii: "d"), rows)
        try self.send(UInt8(ascii: "c"), [])
        try self.answer()
    }

    /// Waits for the next word on a channel that this connection listens to, and gives it.
    func notification() throws -> String {
        while true {
            let message = try self.receive()
            guard message.kind == UInt8(ascii: "A") else { continue }
            let texts = message.payload.dropFirst(4).split(
                separator: 0,
                omittingEmptySubsequences: false
            )
            return texts.count > 1 ? String(decoding: texts[1], as: UTF8.self) : ""
        }
    }

    // MARK: Messages

    private func greet() throws {
        var start = Self.bytes(Self.protocolVersion)
        for word in ["user", Self.user, "database", Self.database] {
            start += Array(word.utf8) + [0]
        }
        start.append(0)
        try self.write(Self.bytes(Int32(start.count + 4)) + start)
        try self.answer()
    }

    private func send(_ kind: UInt8, _ payload: [UInt8]) throws {
        try self.write([kind] + Self.bytes(Int32(payload.count + 4)) + payload)
    }

    private func receive() throws -> Message {
        let kind = try self.take(1)[0]
        let length = try self.take(4).reduce(0) { $0 << 8 | Int($1) }
        return Message(kind: kind, payload: try self.take(max(0, length - 4)))
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while self.buffer.count - self.position < count {
            var bytes = [UInt8](repeating: 0, count: Self.readBytes)
            let got = read(self.socket, &bytes, bytes.count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw BenchError("PostgreSQL closed the connection; see its log") }
            self.buffer.removeFirst(self.position)
            self.position = 0
            self.buffer += bytes[..<got]
        }
        defer { self.position += count }
        return Array(self.buffer[self.position..<self.position + count])
    }

    private func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            // A server that is gone is an error here, not a signal.
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(self.socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw LoopbackSocket.failed("writing to PostgreSQL") }
            sent += count
        }
    }

    private static func bytes(_ value: Int32) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    /// Of a row: how many columns (2 bytes), and each with its length (4 bytes) before it.
    private static func firstValue(_ row: [UInt8]) -> String? {
        guard row.count >= 6 else { return nil }
        let length = row[2..<6].reduce(Int32(0)) { $0 << 8 | Int32($1) }
        guard length >= 0, row.count >= 6 + Int(length) else { return nil }
        return String(decoding: row[6..<6 + Int(length)], as: UTF8.self)
    }

    /// Of an error: fields, each a letter and a text; `M` is what a person reads.
    private static func error(_ payload: [UInt8]) -> BenchError {
        let message = payload.split(separator: 0).first { $0.first == UInt8(ascii: "M") }
        let text = message.map { String(decoding: $0.dropFirst(), as: UTF8.self) }
        return BenchError("PostgreSQL: \(text ?? "an error without a message")")
    }
}
