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

    /// The office has replied what the author of another reply was not shown.
    ///
    /// - Parameter replies: what stands there, the latest first.
    static func replied(_ replies: [Reply], to number: String) -> APIError {
        let said = replies.map { reply in
            let text = reply.text.prefix(Self.shownMax)
            let (at, user) = (ChinaTime.text(reply.at), reply.user)
            return Phrase("\(user) 于 \(at) 回复“\(text)”", "\(user), \(at): “\(text)”")
        }
        return APIError(
            .conflict,
            chinese: "该单位对 \(number) 已有回复，本次未写入："
                + said.map(\.chinese).joined(separator: "；"),
            english: "this office has replied to \(number), and nothing was written: "
                + said.map(\.english).joined(separator: "; "),
            field: "revision",
            rule: APIError.changedRule,
            hintChinese: "确要改写的，先查看（cast-admin record show reply \(number)），"
                + "再用 cast-admin reply send … --seen 所见版本",
            hintEnglish: "to reply anew look at it (cast-admin record show reply \(number)), then "
                + "cast-admin reply send … --seen MARK"
        )
    }

    /// Characters of a reply in an error.
    private static let shownMax = 120
}
