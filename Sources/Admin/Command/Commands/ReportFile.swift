import Admin
import Foundation

/// A file of reports: a JSON array of ``ReportDraft``.
enum ReportFile {
    /// The largest file, in bytes.
    static let bytesMax = 256 * 1024 * 1024

    /// - Throws: ``APIError`` that names the file and the place in it.
    static func read(_ path: String) throws -> [ReportDraft] {
        let data = try SmallFile.contents(of: path, bytesMax: Self.bytesMax)
        let drafts: [ReportDraft]
        do {
            drafts = try JSONDecoder().decode([ReportDraft].self, from: data)
        } catch {
            throw Self.unreadable(path, error)
        }
        guard !drafts.isEmpty else {
            throw APIError(
                .malformed,
                chinese: "文件 \(path) 里没有报告",
                english: "there are no reports in the file \(path)",
                hintChinese: "文件应是 JSON 数组，每份报告一个对象",
                hintEnglish: "it should be a JSON array with one object a report"
            )
        }
        return drafts
    }

    private static func unreadable(_ path: String, _ error: any Error) -> APIError {
        let (place, chinese, english): (String?, String, String)
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            place = Self.place(context.codingPath + [key])
            (chinese, english) = ("缺少此项", "it is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            place = Self.place(context.codingPath)
            (chinese, english) = ("类型不对", "it is of the wrong type")
        default:
            place = nil
            (chinese, english) = ("不是 JSON", "it is not JSON")
        }
        let location = place.map { " \($0)" } ?? ""
        return APIError(
            .malformed,
            chinese: "看不懂文件 \(path)\(location)：\(chinese)",
            english:
                "the file \(path) cannot be understood\(location.isEmpty ? "" : " at\(location)"): "
                + english,
            field: place,
            hintChinese: "格式见 cast-admin report submit --help",
            hintEnglish: "the format is in cast-admin report submit --help"
        )
    }

    /// A path like `[3].points[0].value`.
    private static func place(_ keys: [any CodingKey]) -> String? {
        let text = keys.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? nil : text
    }
}
