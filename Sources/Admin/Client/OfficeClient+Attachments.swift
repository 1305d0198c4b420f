import AsyncHTTPClient
package import Foundation
package import NIOCore
import NIOFoundationCompat
import NIOHTTP1

// Files go over connections of their own pace: neither whole in memory nor within the time of a call.

extension OfficeClient {
    /// Hands a file in, part by part. The node's disk has it when this returns.
    ///
    /// - Parameters:
    ///   - name: with the file's ending.
    ///   - byteCount: the file's length; the parts MUST have just so many bytes. Nil when it is not known yet.
    /// - Throws: ``APIError``, and whatever the parts throw.
    package func addAttachment<Parts: AsyncSequence & Sendable>(
        name: String,
        byteCount: Int64?,
        _ parts: Parts
    ) async throws -> AttachmentSummary where Parts.Element == ByteBuffer {
        var request = self.request(.POST, "/attachments?name=\(PercentEncoding.encode(name))")
        request.headers.add(name: "content-type", value: "application/octet-stream")
        request.body = .stream(parts, length: byteCount.map { .known($0) } ?? .unknown)
        let sent = request
        return try await self.mapped(seconds: self.limits.fileSeconds) {
            let response = try await self.execute(sent, seconds: self.limits.fileSeconds)
            let body = try await response.body.collect(upTo: self.limits.answerBytesMax)
            return try self.decoded(response, body)
        }
    }

    /// Has the node fetch a file that is not there yet, and says how far it is.
    ///
    /// - Parameter waitSeconds: how long to wait until it is there, 0...60.
    package func fetchAttachment(
        _ id: String,
        waitSeconds: Int
    ) async throws -> AttachmentProgress {
        try await self.post(
            "/attachments/\(PercentEncoding.encode(id))/fetch?wait=\(waitSeconds)",
            seconds: Int64(waitSeconds) + self.limits.longPollMarginSeconds
        )
    }

    /// Gets a file that is on the node.
    ///
    /// - Parameter receive: called with each part and the length of the whole file; what it throws is thrown on.
    /// - Returns: the number of the cipher suite by whose hash the file is named.
    /// - Throws: ``APIError``, with ``APIError/contentHereRule`` when it is to be fetched first.
    @discardableResult
    package func attachment(
        _ id: String,
        receive: (Data, Int64) throws -> Void
    ) async throws -> Int {
        let request = self.request(.GET, "/attachments/\(PercentEncoding.encode(id))")
        return try await self.mapped(seconds: self.limits.fileSeconds) {
            let response = try await self.execute(request, seconds: self.limits.fileSeconds)
            guard response.status == .ok else {
                let body = try await response.body.collect(upTo: self.limits.answerBytesMax)
                throw self.refusal(response, body)
            }
            let total = response.headers.first(name: "content-length").flatMap { Int64($0) } ?? 0
            for try await part in response.body { try receive(Data(buffer: part), total) }
            let suite = response.headers.first(name: ContentName.suiteHeader)
            return suite.flatMap { Int($0) } ?? ContentName.suite
        }
    }

    private func request(_ method: HTTPMethod, _ path: String) -> HTTPClientRequest {
        let access = self.transport.access
        var request = HTTPClientRequest(url: access.address.description + Self.root + path)
        request.method = method
        request.headers.add(name: "authorization", value: "Bearer \(access.token)")
        return request
    }

    private func execute(
        _ request: HTTPClientRequest,
        seconds: Int64
    ) async throws -> HTTPClientResponse {
        try await self.transport.http.execute(
            request,
            deadline: NIODeadline.now() + .seconds(seconds)
        )
    }

    private func decoded<Answer: Decodable>(
        _ response: HTTPClientResponse,
        _ body: ByteBuffer
    ) throws -> Answer {
        guard (200..<300).contains(Int(response.status.code)) else {
            throw self.refusal(response, body)
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(buffer: body))
        } catch {
            throw OfficeFailure.unreadableAnswer(self.transport.access.address)
        }
    }

    private func refusal(_ response: HTTPClientResponse, _ body: ByteBuffer) -> APIError {
        if let error = try? JSONDecoder().decode(APIError.self, from: Data(buffer: body)) {
            return error
        }
        let address = self.transport.access.address
        return OfficeFailure.unexpectedStatus(Int(response.status.code), address)
    }

    private func mapped<Result>(
        seconds: Int64,
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch {
            throw await self.transport.failure(error, deadlineSeconds: seconds)
        }
    }
}
