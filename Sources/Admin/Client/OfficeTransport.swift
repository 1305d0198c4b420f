import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOPosix

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

    /// Whether a connection comes about. Nothing is asked: a node that is there and answers nothing is the
    /// matter of the call itself, which has a time for that.
    ///
    /// - Throws: whatever else went wrong.
    func isAnswering() async throws -> Bool {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.milliseconds(self.limits.connectMilliseconds))
                .connect(host: self.access.address.host, port: self.access.address.port).get()
            try? await channel.close().get()
            return true
        } catch  where OfficeFailure.isRefusedConnection(error) {
            return false
        }
    }

    /// Both attempts together have the time of the call.
    private func exchange(_ call: Call) async throws -> (status: Int, body: Data) {
        let deadline = NIODeadline.now() + .seconds(call.deadlineSeconds)
        do {
            do {
                return try await self.attempt(call, deadline)
            } catch  where call.method == .GET && OfficeFailure.isClosedConnection(error) {
                // A kept connection may be closed by the node just as it is used again. Reading twice is
                // harmless; a write is left to the caller, who knows whether it may be repeated.
                return try await self.attempt(call, deadline)
            }
        } catch {
            throw await self.failure(error, deadlineSeconds: call.deadlineSeconds)
        }
    }

    /// What went wrong, in words.
    func failure(_ error: any Error, deadlineSeconds: Int64) async -> any Error {
        let address = self.access.address
        if address.isSecure, OfficeFailure.maySpeakPlainly(error), await self.speaksPlainly() {
            return OfficeFailure.speaksPlainly(address)
        }
        return OfficeFailure.describe(
            error,
            address: address,
            deadlineSeconds: deadlineSeconds,
            limits: self.limits
        )
    }

    /// Whether something answers without TLS where TLS has failed. The key stays here.
    private func speaksPlainly() async -> Bool {
        let request = HTTPClientRequest(url: self.access.address.plain + "/healthz")
        let deadline = NIODeadline.now() + .milliseconds(self.limits.connectMilliseconds)
        return (try? await self.http.execute(request, deadline: deadline)) != nil
    }

    private func attempt(
        _ call: Call,
        _ deadline: NIODeadline
    ) async throws -> (status: Int, body: Data) {
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
        let response = try await self.http.execute(request, deadline: deadline)
        let body = try await response.body.collect(upTo: self.limits.answerBytesMax)
        return (Int(response.status.code), Data(buffer: body))
    }
}
