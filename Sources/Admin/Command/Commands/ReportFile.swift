import Admin

/// A file of reports: a JSON array of ``ReportDraft``.
enum ReportFile {
    /// The largest file, in bytes.
    static let bytesMax = 256 * 1024 * 1024

    /// - Throws: ``APIError`` that names the file and the place in it.
    static func read(_ path: String) throws -> [ReportDraft] {
        let data = try SmallFile.contents(of: path, bytesMax: Self.bytesMax)
        let drafts: [ReportDraft]
        do throws(APIError) {
            drafts = try StrictDecoder.decode([ReportDraft].self, from: data, root: "reports")
        } catch {
            throw APIError(
                error.code,
                chinese: "看不懂文件 \(path)：\(error.messageChinese)",
                english: "the file \(path) cannot be understood: \(error.messageEnglish)",
                field: error.field,
                rule: error.rule,
                hintChinese: error.rule == APIError.encodingRule
                    ? error.hintChinese : "格式见 cast-admin report submit --help",
                hintEnglish: error.rule == APIError.encodingRule
                    ? error.hintEnglish : "the format is in cast-admin report submit --help"
            )
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
}
