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
            let isKnown = self.offices.contains { $0.path.office == id && self.isBelow($0.path) }
            if isKnown { return text }
        case .some: return text
        case nil: break
        }
        let found = self.named(text).filter { self.isBelow($0) }
        guard let first = found.first else { return text }
        guard found.count == 1 else { throw .ambiguousName(text, found, field: field) }
        return first.description
    }

    private func isBelow(_ path: OfficePath) -> Bool {
        path != self.own && self.own.contains(path)
    }

    private static func key(_ name: String) -> String { FoldedText.text(name).lowercased() }
}

extension APIError {
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
