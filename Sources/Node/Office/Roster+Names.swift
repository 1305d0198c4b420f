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

    /// Recipients as they are stored: an office's name becomes its path. What is no name stays as it is and is
    /// judged with the rest of the directive.
    func recipients(_ texts: [String]) throws(APIError) -> [String] {
        var result: [String] = []
        for (index, text) in texts.enumerated() {
            result.append(try self.recipient(text, field: "recipients[\(index)]"))
        }
        return result
    }

    private func recipient(_ text: String, field: String) throws(APIError) -> String {
        switch Recipient(text) {
        case .office(let id)?:
            let found = self.coded(id.text).filter(self.isBelow)
            // Of one code at several places the directive itself speaks.
            let isSpelled = Set(found.map(\.office)) == [id]
            guard found.count <= 1 || isSpelled else {
                throw .ambiguousOffice(text, found, field: field, self)
            }
            if let only = found.first { return isSpelled ? text : only.description }
        case .path(let path)?:
            let found = self.spelled(like: path)
            guard self[path] == nil, let only = found.first else { return text }
            guard found.count == 1 else {
                throw .ambiguousOffice(text, found, field: field, self)
            }
            return only.description
        case .some: return text
        case nil: break
        }
        let found = self.named(text).filter { self.isBelow($0) }
        guard let first = found.first else {
            // What looks like another kind of recipient is judged as one.
            guard !text.contains(":") else { return text }
            throw .noOfficeBelow(text, field: field, self)
        }
        guard found.count == 1 else { throw .ambiguousName(text, found, field: field) }
        return first.description
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

    private func isBelow(_ path: OfficePath) -> Bool {
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
