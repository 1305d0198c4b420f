import Admin
import OfficeWork
import Store
import SyncProtocol

/// What is said to people who mean an office that is not there, may mean several, or may not write for it.
enum OfficeFault {
    static func unknownOffice(_ id: String, field: String) -> APIError {
        APIError(
            .notFound,
            chinese: "没有单位 \(id)",
            english: "there is no office \(id)",
            field: field,
            rule: "known-office",
            hintChinese: "用 cast-admin offices 查看已知单位",
            hintEnglish: "cast-admin offices lists those that are known"
        )
    }

    static func notHosted(_ office: OfficePath, field: String) -> APIError {
        APIError(
            .forbidden,
            chinese: "单位 \(office.office) 不由本节点代管，不能代其填写",
            english:
                "office \(office.office) is not hosted by this node, so it cannot be written for",
            field: field,
            rule: "own-or-hosted"
        )
    }

    /// - Parameter paths: the offices of which people choose one.
    static func ambiguousOffice(
        _ text: String,
        _ paths: [OfficePath],
        field: String,
        _ roster: Roster
    ) -> APIError {
        let places = paths.map { path in
            roster[path]?.name.map { "\(path) (\($0))" } ?? "\(path)"
        }.joined(separator: ", ")
        return APIError(
            .conflict,
            chinese: "“\(text)”可指多个单位：\(places)",
            english: "“\(text)” may mean several offices: \(places)",
            field: field,
            rule: "one-office",
            hintChinese: "请照原样（含大小写）写出其中一个的完整路径",
            hintEnglish: "write the whole path of one of them, in capitals and small letters"
        )
    }

    static func noOfficeBelow(_ text: String, field: String, _ roster: Roster) -> APIError {
        let choice = roster.choice
        return APIError(
            .invalid,
            chinese: "下级中没有单位“\(text)”；\(choice.chinese)",
            english: "no office “\(text)” is below this one; \(choice.english)",
            field: field,
            rule: "known-office",
            hintChinese: "用 cast-admin offices 查看全部；也可写 level:级别、children 或 all",
            hintEnglish: "cast-admin offices lists all; level:NAME, children and all go, too"
        )
    }

    static func ambiguousName(_ name: String, _ paths: [OfficePath], field: String) -> APIError {
        let places = paths.map { "\($0)" }.joined(separator: ", ")
        return APIError(
            .conflict,
            chinese: "有多个单位名为“\(name)”：\(places)",
            english: "several offices are called “\(name)”: \(places)",
            field: field,
            rule: "one-office",
            hintChinese: "请写出其中一个的完整路径",
            hintEnglish: "write the whole path of one of them"
        )
    }

    static func nobodyAddressed(
        _ recipient: String,
        field: String,
        _ roster: Roster
    ) -> APIError {
        let choice = roster.choice
        return APIError(
            .invalid,
            chinese: "主送“\(recipient)”目前不含任何单位，文件将无人收到；\(choice.chinese)",
            english: "“\(recipient)” means no office at present: nobody would get the directive; "
                + choice.english,
            field: field,
            rule: "nobody-addressed",
            hintChinese: "用 cast-admin offices 查看下级单位及其层级",
            hintEnglish: "cast-admin offices lists the offices below and their levels"
        )
    }

    static func twinOffice(_ id: String, of present: String) -> APIError {
        APIError(
            .conflict,
            chinese: "已有单位 \(present)，与 \(id) 仅大小写不同",
            english: "there is an office \(present), which differs from \(id) only by case",
            field: "office",
            rule: "one-spelling",
            hintChinese: "请按原样写 \(present)，或另取代码",
            hintEnglish: "write \(present) if you mean it, or choose another id"
        )
    }

    /// An office is to stay where it is, but not our own word about it says that it has gone.
    ///
    /// - Parameter word: what counts.
    static func saidElsewhere(_ word: Succession, of office: OfficePath) -> APIError {
        let parent = word.from.parent.map { "\($0)" } ?? ""
        return APIError(
            .invalid,
            chinese: "单位 \(office) 的变动来自 \(word.declaredBy) 关于 \(word.from) 的声明",
            english: "\(office) has gone because \(word.declaredBy) said so of \(word.from)",
            field: "offices",
            rule: "succession",
            hintChinese: "请在 \(word.declaredBy) 的节点上收回："
                + "cast-admin office move \(word.from) --to \(parent)",
            hintEnglish: "take that back at the node of \(word.declaredBy): "
                + "cast-admin office move \(word.from) --to \(parent)"
        )
    }
}
