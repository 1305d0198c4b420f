import Admin
import PlainText

/// What can be wrong with a request before anything is asked of the office.
enum RequestFault {
    /// Part of a request is percent-encoded, and what it encodes is not UTF-8.
    static func notUTF8(_ field: String) -> APIError {
        APIError(
            .invalid,
            chinese: "\(field) 不是 UTF-8 文本。",
            english: "\(field) is not text in UTF-8.",
            field: field,
            rule: APIError.encodingRule,
            hintChinese: "请先转成 UTF-8 编码（不是 GBK），再作百分号编码。",
            hintEnglish: "Convert it to UTF-8 (not GBK), then percent-encode it."
        )
    }

    /// What a percent-encoded part of a request stands for.
    static func percentDecoded(
        _ text: some StringProtocol,
        field: String
    ) throws(APIError) -> String {
        do throws(UTF8Text.PercentFault) {
            return try UTF8Text.percentDecoded(text)
        } catch {
            switch error {
            case .encoding: throw Self.notUTF8(field)
            case .escape(let broken): throw Self.brokenEscape(broken, field)
            }
        }
    }

    private static func brokenEscape(_ broken: String, _ field: String) -> APIError {
        APIError(
            .malformed,
            chinese: "\(field) 中的“\(broken)”不是完整的百分号编码：百分号后须有两位十六进制数字。",
            english: "\(field) has the broken escape “\(broken)”: two hexadecimal digits follow "
                + "a percent sign.",
            field: field,
            rule: "percent-encoding",
            hintChinese: "百分号本身请写成 %25。",
            hintEnglish: "Write %25 for a percent sign itself."
        )
    }

    /// Only who closed one side and still reads the other sees it.
    static let clientLeft = APIError(
        .unavailable,
        chinese: "连接的另一端已关闭，不再等待。",
        english: "The other end has closed its side; nothing is waited for.",
        rule: "client-left",
        hintChinese: "等待期间请保持连接。",
        hintEnglish: "Keep the connection open while you wait."
    )
}
