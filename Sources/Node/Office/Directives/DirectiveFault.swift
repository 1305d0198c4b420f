import Admin
import OfficeWork
import SyncProtocol

/// What can be wrong with a directive that is meant, or with an answer to it.
enum DirectiveFault {
    static func unknownDirective(_ reference: String) -> APIError {
        APIError(
            .notFound,
            chinese: "没有文件 \(reference)",
            english: "there is no directive \(reference)",
            field: "directive",
            rule: "known-directive",
            hintChinese: "用 cast-admin directive list 查看",
            hintEnglish: "see cast-admin directive list"
        )
    }

    /// So many of the directives of one number are named.
    private static let namesakesMax = 10

    /// - Parameter rows: the directives of the number, of which people choose one.
    static func ambiguousDirective(
        _ number: String,
        _ rows: [IssuedDirective],
        _ roster: Roster
    ) -> APIError {
        let named = rows.prefix(Self.namesakesMax).map { row in
            "\(roster.name(row.issuer)) (\(row.issuer.office))《\(row.directive.title)》 \(row.directive.id)"
        }
        let rest = rows.count - named.count
        let example = rows.first.map { "\($0.directive.id)" } ?? ""
        return APIError(
            .conflict,
            chinese: "文号 \(number) 对应 \(rows.count) 份文件：\(named.joined(separator: "；"))"
                + (rest > 0 ? " 等" : ""),
            english: "\(rows.count) directives have the number \(number): "
                + named.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : ""),
            field: "directive",
            rule: "one-directive",
            hintChinese: "请以编号代替文号，如 \(example)",
            hintEnglish: "give the id in place of the number, like \(example)"
        )
    }

    /// Another reply of the office was written meanwhile.
    static let repliedMeanwhile = APIError(
        .conflict,
        chinese: "该单位正被同时回复，本次未写入",
        english: "another reply of this office is being written at the same time",
        rule: APIError.changedRule,
        hintChinese: "请查看现有回复后重试",
        hintEnglish: "look at the reply that stands there now and try again"
    )
}
