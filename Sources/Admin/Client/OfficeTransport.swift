import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Requests and answers between ``OfficeClient`` and one node, on connections that stay open.
struct OfficeTransport: Sendable {
    /// One request.
    struct Call: Sendable {
        let method: HTTPMethod
        /// Path and query, encoded.
        let path: String
        var body: ByteBuffer?
        /// Who writes; nil for a call that only reads.
        var user: String?
        let deadlineSeconds: Int64
    }

    let access: NodeAccess
    let limits: OfficeClientLimits
    let http: HTTPClient

    init(_ access: NodeAccess, limits: OfficeClientLimits) {
        var configuration = HTTPClient.Configuration()
        // The key belongs to this node: it must not follow a redirection to another one.
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .milliseconds(limits.connectMilliseconds)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            limits.connectionsMax
        // A node that is not running is reported at once; whoever waits for it asks again.
        configuration.connectionPool.retryConnectionEstablishment = false
        self.access = access
        self.limits = limits
        self.http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func shutdown() async {
        // It fails only when it was done before.
        try? await self.http.shutdown()
    }

    static func encode(_ value: some Encodable) throws -> ByteBuffer {
        ByteBuffer(data: try JSONEncoder().encode(value))
    }

    func send<Answer: Decodable>(_ call: Call) async throws -> Answer {
        let (status, body) = try await self.exchange(call)
        guard (200..<300).contains(status) else {
            if let error = try? JSONDecoder().decode(APIError.self, from: body) { throw error }
            throw OfficeFailure.unexpectedStatus(status, self.access.address)
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: body)
        } catch {
            throw OfficeFailure.unreadableAnswer(self.access.address)
        }
    }

    /// Whether a connection comes about. What is answered does not matter here.
    ///
    /// - Throws: whatever else went wrong.
    func isAnswering() async throws -> Bool {
        let call = Call(method: .GET, path: "/healthz", deadlineSeconds: self.limits.callSeconds)
        do {
            _ = try await self.attempt(call)
            return true
        } catch  where OfficeFailure.isRefusedConnection(error) {
            return false
        }
    }

    private func exchange(_ call: Call) async throws -> (status: Int, body: Data) {
        do {
            return try await self.attempt(call)
        } catch  where call.method == .GET && OfficeFailure.isClosedConnection(error) {
            // A kept connection may be closed by the node just as it is used again. Reading twice is
            // harmless; a write is left to the caller, who knows whether it may be repeated.
            return try await self.mapped(call) { try await self.attempt(call) }
        } catch {
            throw self.failure(error, of: call)
        }
    }

    private func mapped<Result>(
        _ call: Call,
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch {
            throw self.failure(error, of: call)
        }
    }

    private func failure(_ error: any Error, of call: Call) -> any Error {
        OfficeFailure.describe(
            error,
            address: self.access.address,
            deadlineSeconds: call.deadlineSeconds,
            limits: self.limits
        )
    }

    private func attempt(_ call: Call) async throws -> (status: Int, body: Data) {
        var request = HTTPClientRequest(url: self.access.address.description + call.path)
        request.method = call.method
        request.headers.add(name: "authorization", value: "Bearer \(self.access.token)")
        request.headers.add(name: "accept", value: "application/json")
        if let user = call.user {
            request.headers.add(name: "x-cast-user", value: PercentEncoding.encode(user))
        }
        if let body = call.body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(body)
        }
        let deadline = NIODeadline.now() + .seconds(call.deadlineSeconds)
        let response = try await self.http.execute(request, deadline: deadline)
        let body = try await response.body.collect(upTo: self.limits.answerBytesMax)
        return (Int(response.status.code), Data(buffer: body))
    }
}
