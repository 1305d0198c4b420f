import Admin
import Decision
import OfficeWork
import Store
import SyncProtocol

// Codes that differ only by case. No office of ours gets such a one, but the roster of an office below may have two of
// them, and people do not tell them apart.
extension Roster {
    /// Offices beside an office whose codes differ from its own only by case.
    func twins(of path: OfficePath) -> [OfficePath] {
        self.spelled(like: path).filter { $0 != path }
    }

    /// Offices whose whole path is this one, whatever the case.
    func spelled(like path: OfficePath) -> [OfficePath] {
        self.coded(like: path.office).filter { other in
            other.depth == path.depth && zip(other.ids, path.ids).allSatisfy(Self.areAlike)
        }
    }

    /// Offices by their codes: those with this very code, or else those whose code differs by case. Beside one that has
    /// twins these are meant as well: who wrote the code may not know of them.
    func coded(_ text: String) -> [OfficePath] {
        guard let code = OfficeID(text) else { return [] }
        let alike = self.coded(like: code)
        let exact = alike.filter { $0.office == code }
        guard exact.isEmpty else {
            return exact + exact.flatMap(self.twins).filter { !exact.contains($0) }
        }
        return alike
    }

    /// Offices whose code is this one, whatever the case, in tree order.
    private func coded(like code: OfficeID) -> [OfficePath] {
        self.directory.offices(withIDLike: code).map { self.directory.offices[$0].path }.sorted()
    }

    private static func areAlike(_ one: OfficeID, _ other: OfficeID) -> Bool {
        one == other
            || Uniqueness.folded(Array(one.text.utf8)) == Uniqueness.folded(Array(other.text.utf8))
    }

    /// The office that is meant, or nil when none is.
    ///
    /// - Throws: ``APIError`` when it may be one of several.
    func known(_ text: String, field: String) throws(APIError) -> OfficePath? {
        do throws(APIError) {
            return try self.find(text, field: field)
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }
}

extension APIError {
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
}
