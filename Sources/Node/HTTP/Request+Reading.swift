import Admin
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import OfficeWork
import PlainText

extension Request {
    /// The language that `Accept-Language` likes best; Chinese where it names none of ours, or is not there.
    var acceptedLanguage: Language {
        let wishes = (self.headers[.acceptLanguage] ?? "").lowercased().split(separator: ",")
            .compactMap { wish -> (language: Language, weight: Double)? in
                let parts = wish.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
                guard let tag = parts.first,
                    let language = Language(rawValue: String(tag.prefix(2)))
                else { return nil }
                let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
                return (language, weight.flatMap { Double($0.dropFirst(2)) } ?? 1)
            }
        // Of equal ones the first.
        let best = wishes.map(\.weight).max()
        return wishes.first { $0.weight == best }?.language ?? .zh
    }

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
        try self.expectJSON()
        let buffer = try await self.body(bytesMax: bytesMax)
        return try StrictDecoder.decode(type, from: buffer.readableBytesView, root: root)
    }

    /// Sees to it that the body asks for nothing: there is none, or an object without members.
    ///
    /// - Parameter root: What is asked for, for the path in an error.
    func expectNoFields(root: String, bytesMax: Int) async throws {
        let buffer = try await self.body(bytesMax: bytesMax)
        guard buffer.readableBytes > 0 else { return }
        try self.expectJSON()
        _ = try StrictDecoder.decode(NoFields.self, from: buffer.readableBytesView, root: root)
    }

    /// A body whose type is not said is taken for JSON.
    private func expectJSON() throws(APIError) {
        guard let contentType = self.headers[.contentType],
            !contentType.lowercased().hasPrefix("application/json")
        else { return }
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

    func body(bytesMax: Int) async throws -> ByteBuffer {
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

    /// The person on whose behalf the request is made; nil when it does not say.
    func user() throws -> String? {
        guard let field = self.headers.first(where: { $0.name == .castUser }) else { return nil }
        let isText = field.withUnsafeBytesOfValue { UTF8Text.firstFault(in: $0) == nil }
        guard isText else { throw RequestFault.notUTF8("X-Cast-User") }
        let user = try RequestFault.percentDecoded(field.value, field: "X-Cast-User")
        do throws(ValidationError) {
            return try UserName.validated(user, field: "X-Cast-User")
        } catch {
            throw APIError(
                .malformed,
                chinese: error.chinese,
                english: error.english,
                field: error.field,
                rule: error.rule,
                hintChinese:
                    "请求头 X-Cast-User 为 1–\(ValidationLimits.userCharactersMax) 个字符，按 UTF-8 百分号编码。",
                hintEnglish:
                    "The header X-Cast-User has 1 to \(ValidationLimits.userCharactersMax) "
                    + "characters, percent-encoded UTF-8."
            )
        }
    }
}

/// The body of a request that takes none.
private struct NoFields: Decodable {
    private enum CodingKeys: CodingKey {}

    init(from decoder: any Decoder) throws {
        _ = try decoder.container(keyedBy: CodingKeys.self)
    }
}

extension Caller {
    /// Who writes when the request does not say.
    static let userDefault = "clerk"
}

extension HTTPContext {
    /// A part of the path, decoded.
    func pathText(_ name: String) throws -> String {
        let text = try RequestFault.percentDecoded(self.parameters.get(name) ?? "", field: name)
        guard (1...128).contains(text.unicodeScalars.count)
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
