import Admin
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat

extension APIError {
    /// The rule that whoever asks an address for what it does not do breaks.
    static let methodRule = "method"

    /// The HTTP status of the error.
    var status: HTTPResponse.Status {
        if self.rule == APIError.bodyLimitRule {
            return .contentTooLarge
        }
        if self.rule == APIError.methodRule {
            return .methodNotAllowed
        }
        return switch self.code {
        case .invalid: .unprocessableContent
        case .malformed: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .busy: .tooManyRequests
        case .internalFault: .internalServerError
        case .unavailable: .serviceUnavailable
        }
    }

    /// The error as the answer that programs get.
    func response() throws -> Response {
        var response = try Response.json(self, status: self.status)
        switch self.code {
        case .unauthenticated:
            response.headers[.wwwAuthenticate] = "Bearer realm=\"cast-node\""
        case .busy, .unavailable:
            response.headers[.retryAfter] = "1"
        case .invalid, .malformed, .forbidden, .notFound, .conflict, .internalFault:
            break
        }
        return response
    }
}

extension Response {
    /// A value as a JSON answer.
    static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let encoder = JSONEncoder()
        // The same value gives the same bytes, so that answers can be compared.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(data: try encoder.encode(value)))
        )
    }

    /// Bytes that are in memory anyway.
    static func bytes(
        _ bytes: some Sequence<UInt8>,
        contentType: String,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: contentType],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
