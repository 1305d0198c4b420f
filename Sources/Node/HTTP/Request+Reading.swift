import Admin
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat

extension Request {
    /// The body as a value.
    ///
    /// - Parameters:
    ///   - root: What the body is, for the path in an error.
    ///   - bytesMax: The longest body that is read.
    func decode<Value: Decodable>(
        _ type: Value.Type,
        root: String,
        bytesMax: Int
    ) async throws -> Value {
        if let contentType = self.headers[.contentType],
            !contentType.lowercased().hasPrefix("application/json")
        {
            throw APIError(
                .malformed,
                chinese: "请求正文的类型须为 application/json。",
                english: "The request's body must be application/json.",
                field: "Content-Type",
                rule: "content-type",
                hintChinese: "请加上请求头 Content-Type: application/json。",
                hintEnglish: "Send the header Content-Type: application/json."
            )
        }
        var buffer = try await self.body(bytesMax: bytesMax)
        // The decoder reads the buffer where it lies: a batch of reports may be megabytes.
        let data =
            buffer.readData(length: buffer.readableBytes, byteTransferStrategy: .noCopy) ?? Data()
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw APIError(error, root: root)
        }
    }

    private func body(bytesMax: Int) async throws -> ByteBuffer {
        let announced = self.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard announced <= bytesMax else {
            throw Self.tooLong(bytesMax)
        }
        do {
            return try await self.body.collect(upTo: bytesMax)
        } catch is NIOTooManyBytesError {
            throw Self.tooLong(bytesMax)
        }
    }

    private static func tooLong(_ bytesMax: Int) -> APIError {
        APIError(
            .malformed,
            chinese: "请求正文超过上限 \(bytesMax) 字节。",
            english: "The request's body is longer than the limit of \(bytesMax) bytes.",
            rule: APIError.bodyLimitRule,
            hintChinese: "请分成几批提交；上限由配置项 api.bodyBytesMax 决定。",
            hintEnglish: "Submit it in several parts; the setting api.bodyBytesMax is the limit."
        )
    }

    /// The person on whose behalf the call is made.
    func caller() throws -> Caller {
        guard let header = self.headers[.castUser] else {
            return Caller(user: Caller.userDefault)
        }
        guard let user = header.removingPercentEncoding, Caller.isValid(user) else {
            throw APIError(
                .malformed,
                chinese: "请求头 X-Cast-User 须为 1–64 个可打印字符，按 UTF-8 百分号编码，首尾无空格。",
                english:
                    "The header X-Cast-User must have 1 to 64 printable characters, percent-encoded UTF-8, without spaces at its ends.",
                field: "X-Cast-User",
                rule: "user"
            )
        }
        return Caller(user: user)
    }
}

extension Caller {
    /// Who writes when the request does not say.
    static let userDefault = "clerk"
    private static let userLengthMax = 64

    /// Code points are counted, not characters: one character may hold any number of marks.
    fileprivate static func isValid(_ user: String) -> Bool {
        let scalars = user.unicodeScalars
        guard (1...Self.userLengthMax).contains(scalars.count),
            scalars.first != " ", scalars.last != " "
        else {
            return false
        }
        return scalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            // Formatting marks would let one name look like another.
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                false
            case .spaceSeparator:
                scalar == " "
            default:
                true
            }
        }
    }
}

extension HTTPContext {
    /// A part of the path, decoded.
    func pathText(_ name: String) throws -> String {
        guard let raw = self.parameters.get(name), let text = raw.removingPercentEncoding,
            (1...128).contains(text.unicodeScalars.count)
        else {
            throw APIError(
                .malformed,
                chinese: "地址中的 \(name) 须为 1–128 个字符，按 UTF-8 百分号编码。",
                english: "The path's \(name) must have 1 to 128 characters, percent-encoded UTF-8.",
                field: name,
                rule: "length"
            )
        }
        return text
    }
}
