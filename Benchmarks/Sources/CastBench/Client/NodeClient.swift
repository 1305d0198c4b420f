import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Speaks with one node's HTTP API, as any program would.
struct NodeClient: Sendable {
    /// Longer than any answer may take, a long poll and a check of everything included.
    private static let answerSecondsMax: Int64 = 300
    private static let answerBytesMax = 256 * 1024 * 1024

    private let http: HTTPClient
    private let root: String
    private let base: String
    private let headers: HTTPHeaders

    /// - Parameter address: As the node's file `api.address` has it, with or without the scheme.
    init(http: HTTPClient, address: String, token: String) {
        self.http = http
        let root = address.contains("://") ? address : "http://" + address
        self.root = root + (root.hasSuffix("/") ? "" : "/")
        self.base = self.root + "api/v1/"
        self.headers = [
            "Authorization": "Bearer \(token)",
            "Content-Type": "application/json",
            "X-Cast-User": "bench",
        ]
    }

    func get<Answer: Decodable>(_ path: String) async throws -> Answer {
        try await self.send(.GET, path, nil)
    }

    func post<Answer: Decodable>(_ path: String, _ body: some Encodable) async throws -> Answer {
        try await self.post(path, encoded: ByteBuffer(bytes: try JSONEncoder().encode(body)))
    }

    /// The bare answer, a page of the console among others.
    ///
    /// - Parameter path: from the root of the node's addresses on.
    func body(_ path: String) async throws -> ByteBuffer {
        try await self.answer(.GET, self.root + path, nil)
    }

    /// Sends a body that was encoded before the clock started.
    func post<Answer: Decodable>(_ path: String, encoded body: ByteBuffer?) async throws -> Answer {
        try await self.send(.POST, path, body)
    }

    /// No office here has more than a page of them.
    func links() async throws -> [LinkAnswer] {
        let page: PageAnswer<LinkAnswer> = try await self.get("links")
        return page.items
    }

    /// The totals of a node's whole subtree.
    ///
    /// - Parameters:
    ///   - period: Nil for all.
    ///   - after: Waits until the store is newer than this version.
    func dashboard(period: String? = nil, after: Int64? = nil) async throws -> DashboardAnswer {
        var query: [String] = []
        if let period { query.append("period=\(period)") }
        if let after { query.append("after=\(after)&timeout=30") }
        return try await self.get("dashboard?" + query.joined(separator: "&"))
    }

    private func send<Answer: Decodable>(
        _ method: HTTPMethod,
        _ path: String,
        _ body: ByteBuffer?
    ) async throws -> Answer {
        let answer = try await self.answer(method, self.base + path, body)
        return try JSONDecoder().decode(Answer.self, from: answer)
    }

    private func answer(
        _ method: HTTPMethod,
        _ address: String,
        _ body: ByteBuffer?
    ) async throws -> ByteBuffer {
        var request = HTTPClientRequest(url: address)
        request.method = method
        request.headers = self.headers
        if let body { request.body = .bytes(body) }
        let response = try await self.http.execute(
            request,
            timeout: .seconds(Self.answerSecondsMax)
        )
        let answer = try await response.body.collect(upTo: Self.answerBytesMax)
        guard response.status == .ok else {
            throw BenchError(
                "\(method) \(address) was answered with \(response.status.code): "
                    + String(buffer: answer).prefix(400)
            )
        }
        return answer
    }
}
