import Admin
import OfficeWork

/// What can be wrong with a report that is meant or handed in.
enum ReportFault {
    static func unknownReport(_ reference: String) -> APIError {
        APIError(
            .notFound,
            chinese: "没有报告 \(reference)",
            english: "there is no report \(reference)",
            field: "report",
            rule: "known-report",
            hintChinese: "用 cast-admin report list 查看",
            hintEnglish: "see cast-admin report list"
        )
    }

    static func ambiguousReport(_ reference: String, offices: [String]) -> APIError {
        APIError(
            .conflict,
            chinese: "多个单位有编号为 \(reference) 的报告，请指明单位：\(offices.joined(separator: "、"))",
            english: "several offices have a report \(reference); name the office: "
                + offices.joined(separator: ", "),
            field: "office",
            rule: "one-report"
        )
    }

    static func unknownIndicator(_ code: String) -> APIError {
        let near = Indicator.near(code)
        let nearest = near.map(\.code).joined(separator: ", ")
        return APIError(
            .invalid,
            chinese: "没有指标 \(code)" + (near.isEmpty ? "" : "，相近的有 \(nearest)"),
            english: "there is no indicator \(code)"
                + (near.isEmpty ? "" : "; near ones are \(nearest)"),
            field: "indicator",
            rule: "known-indicator",
            hintChinese: "用 cast-admin indicator list 查看指标代码",
            hintEnglish: "cast-admin indicator list shows the indicators' codes"
        )
    }

    static func doubledID(_ field: String) -> APIError {
        APIError(
            .invalid,
            chinese: "同一次提交中有两份报告使用该编号",
            english: "two reports of this call have the same id",
            field: field,
            rule: "duplicate",
            hintChinese: "请为每份报告各取一个编号",
            hintEnglish: "choose an id for each report"
        )
    }
}
