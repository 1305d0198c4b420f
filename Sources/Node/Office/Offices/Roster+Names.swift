import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

// Offices by what people call them.
extension Roster {
    /// The offices at present that have a name, Chinese or English; width, case and spaces do not count.
    func named(_ text: String) -> [OfficePath] {
        let wanted = Self.key(text)
        guard !wanted.isEmpty else { return [] }
        return self.offices.filter { office in
            let names = [office.name, office.nameEnglish].compactMap { $0 }
            return names.contains { Self.key($0) == wanted }
                && !self.successions.isLeft(office.path)
        }.map(\.path)
    }

    /// The offices below at present, as people choose from them: the first ones, and how many more there are.
    var choice: Phrase {
        let below = self.offices.filter {
            self.isBelow($0.path) && $0.level != nil && !self.successions.isLeft($0.path)
        }
        guard !below.isEmpty else { return Phrase("尚无下级单位", "there is none below yet") }
        let named = below.prefix(Self.choiceMax).map { office in
            [office.path.office.text, office.name].compactMap { $0 }.joined(separator: " ")
        }
        let rest = below.count - named.count
        return Phrase(
            "下级单位有：\(named.joined(separator: "、"))" + (rest > 0 ? " 等 \(below.count) 个" : ""),
            "below are: \(named.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
        )
    }

    /// So many offices are named for people to choose from.
    private static let choiceMax = 10

    func isBelow(_ path: OfficePath) -> Bool {
        path != self.own && self.own.contains(path)
    }

    private static func key(_ name: String) -> String { FoldedText.text(name).lowercased() }
}

extension APIError {
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
}
