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

    /// Gets a file, or waits until it is on the node.
    ///
    /// - Parameters:
    ///   - waitSeconds: 0...60.
    ///   - receive: called with each part and the length of the whole file; what it throws is thrown on.
    /// - Returns: how far the file is when it is still on its way; nil when all of it was received.
    package func attachment(
        _ id: String,
        waitSeconds: Int,
        receive: (Data, Int64) throws -> Void
    ) async throws -> AttachmentProgress? {
        let path = "/attachments/\(PercentEncoding.encode(id))?wait=\(waitSeconds)"
        let request = self.request(.GET, path)
        return try await self.mapped(seconds: self.limits.fileSeconds) {
            let response = try await self.execute(request, seconds: self.limits.fileSeconds)
            guard response.status == .ok else {
                let body = try await response.body.collect(upTo: self.limits.answerBytesMax)
                return try self.decoded(response, body)
            }
            let total = response.headers.first(name: "content-length").flatMap { Int64($0) } ?? 0
            for try await part in response.body { try receive(Data(buffer: part), total) }
            return nil
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
        let data = Data(buffer: body)
        guard (200..<300).contains(Int(response.status.code)) else {
            if let error = try? JSONDecoder().decode(APIError.self, from: data) { throw error }
            let address = self.transport.access.address
            throw OfficeFailure.unexpectedStatus(Int(response.status.code), address)
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: data)
        } catch {
            throw OfficeFailure.unreadableAnswer(self.transport.access.address)
        }
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
