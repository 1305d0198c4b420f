private import PlainText
package import SyncProtocol

// Offices by what people call them.
extension OfficeBook {
    /// Finds an office by its code, its whole path or its name.
    package func find(_ text: String) throws(OfficeSearchFault) -> OfficePath {
        if text.contains("/") { return try self.find(path: text) }
        if self.own.office.text == text { return self.own }
        let found = self.coded(text)
        let below = found.filter { self.own.contains($0) }
        let nearest = below.isEmpty ? found : below
        // A code that went elsewhere means the office where it is now.
        let present = nearest.filter { !self.successions.isLeft($0) }
        let candidates = present.isEmpty ? nearest : present
        guard let first = candidates.first else { return try self.find(name: text) }
        guard candidates.count == 1 else { throw .several(text, candidates) }
        return first
    }

    /// The office that is meant, or nil when none is.
    ///
    /// - Throws: ``OfficeSearchFault`` when it may be one of several.
    package func known(_ text: String) throws(OfficeSearchFault) -> OfficePath? {
        do throws(OfficeSearchFault) {
            return try self.find(text)
        } catch {
            guard case .unknown = error else { throw error }
            return nil
        }
    }

    /// A path as it is written means that place; in another case it means the one that there is.
    private func find(path text: String) throws(OfficeSearchFault) -> OfficePath {
        guard let path = OfficePath(text: text) else { throw .unknown(text) }
        if path == self.own || self.isKnown(path) { return path }
        let found = self.spelled(like: path)
        guard let first = found.first else { throw .unknown(text) }
        guard found.count == 1 else { throw .several(text, found) }
        return first
    }

    private func find(name: String) throws(OfficeSearchFault) -> OfficePath {
        let found = self.named(name)
        guard let first = found.first else { throw .unknown(name) }
        guard found.count == 1 else { throw .severalNamed(name, found) }
        return first
    }

    /// The offices at present that have a name, Chinese or English; width, case and spaces do not count.
    package func named(_ text: String) -> [OfficePath] {
        let wanted = FoldedText.text(text).lowercased()
        guard !wanted.isEmpty else { return [] }
        return self.offices { FoldedText.text($0).lowercased() == wanted }
            .filter { !self.successions.isLeft($0) }
    }

    package func isBelow(_ path: OfficePath) -> Bool {
        path != self.own && self.own.contains(path)
    }
}

// Codes that differ only by case. No office of ours gets such a one, but the roster of an office below may have two of
// them, and people do not tell them apart.
extension OfficeBook {
    /// Offices beside an office whose codes differ from its own only by case.
    package func twins(of path: OfficePath) -> [OfficePath] {
        self.spelled(like: path).filter { $0 != path }
    }

    /// Offices whose whole path is this one, whatever the case.
    package func spelled(like path: OfficePath) -> [OfficePath] {
        self.offices(codedLike: path.office).filter { other in
            other.depth == path.depth && zip(other.ids, path.ids).allSatisfy(areAlike)
        }
    }

    /// Offices by their codes: those with this very code, or else those whose code differs by case. Beside one that has
    /// twins these are meant as well: who wrote the code may not know of them.
    package func coded(_ text: String) -> [OfficePath] {
        guard let code = OfficeID(text) else { return [] }
        let alike = self.offices(codedLike: code)
        let exact = alike.filter { $0.office == code }
        guard exact.isEmpty else {
            return exact + exact.flatMap(self.twins).filter { !exact.contains($0) }
        }
        return alike
    }
}

private func areAlike(_ one: OfficeID, _ other: OfficeID) -> Bool {
    one == other
        || Uniqueness.folded(Array(one.text.utf8)) == Uniqueness.folded(Array(other.text.utf8))
}
