import Admin
import Hummingbird
import NIOCore
import PlainText

extension Request {
    /// What a browser has sent of a form.
    ///
    /// - Parameter bytesMax: The longest body that is read.
    func form(bytesMax: Int) async throws -> SentForm {
        let type = (self.headers[.contentType] ?? "").lowercased()
        guard type.hasPrefix("application/x-www-form-urlencoded") else {
            throw APIError(
                .malformed,
                chinese: "请求正文的类型须为 application/x-www-form-urlencoded。",
                english: "The request's body must be application/x-www-form-urlencoded.",
                field: "Content-Type",
                rule: "content-type"
            )
        }
        let body = try await self.body(bytesMax: bytesMax)
        var values: [String: String] = [:]
        for pair in String(buffer: body).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try RequestFault.percentDecoded(Self.spaced(parts[0]), field: "form")
            let value = parts.count == 2 ? Self.spaced(parts[1]) : ""
            guard values[name] == nil else { throw Self.repeated(name) }
            values[name] = try RequestFault.percentDecoded(value, field: name)
        }
        return SentForm(values)
    }

    private static func spaced(_ text: Substring) -> String {
        String(text.map { $0 == "+" ? " " : $0 })
    }

    private static func repeated(_ name: String) -> APIError {
        APIError(
            .malformed,
            chinese: "表单中的 \(name) 只能给出一次。",
            english: "The form's \(name) may be given only once.",
            field: name,
            rule: "repeated-parameter"
        )
    }
}
