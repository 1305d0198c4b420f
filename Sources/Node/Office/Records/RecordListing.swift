import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// The list of the records of one kind, as somebody asks for it.
struct RecordListing {
    let kind: RecordDeclaration
    let snapshot: StoreSnapshot
    let roster: Roster
    let words: RecordWords

    func list(_ query: RecordQuery, _ page: PageRequest) throws -> RecordList {
        var office = try query.office.map { try self.roster.find($0, field: "office") }
        if self.kind.index == nil, office == nil { office = self.roster.own }
        let filter = StoredDocuments.Filter(
            office: office,
            period: try query.period.map { try QueryTerm.period($0) },
            about: try query.about.map { try self.about($0) },
            where: try self.condition(query)
        )
        let list: StoreList = self.kind.index == nil ? .records : .documents
        let found = try self.snapshot.documents.page(
            of: self.kind,
            filter,
            try page.range(of: list)
        )
        return RecordList(
            items: try found.rows.map { try self.item($0, hasFields: query.hasFields) },
            kindTotal: self.kind.index.map { _ in self.snapshot.documents.count(of: self.kind) },
            next: found.next?.text
        )
    }

    /// A directive is known by its number, too; what stands in a record is one of the two.
    private func about(_ text: String) throws -> String {
        guard case .of(let number) = self.kind.key, number == RecordKind.directive.rawValue,
            DirectiveID(hex: text) == nil
        else { return DocumentNumber(text)?.text ?? text }
        return try DirectiveLookup(self.snapshot, self.roster).find(text).directive.id.description
    }

    /// What is asked of a record beside what an index answers; nil when nothing is.
    private func condition(
        _ query: RecordQuery
    ) throws -> (@Sendable (RecordReference, RecordState) -> Bool)? {
        let kind = self.kind
        let step = try query.step.map { try self.step($0) }
        let due = try query.dueBefore.map { try QueryTerm.date($0, field: "dueBefore") }
        let search = query.search.map { FoldedText.text($0) }
        guard step != nil || due != nil || search != nil || query.isAtOdds else { return nil }
        return { reference, state in
            if query.isAtOdds, kind.conflicts(in: state).isEmpty { return false }
            let heading = RecordHeading(reference.record, state, by: kind)
            if let step, heading?.step != step { return false }
            if let due {
                guard let day = heading?.due, day < due else { return false }
            }
            guard let search else { return true }
            let texts = [
                heading?.number, kind.title(of: state), kind.key.text(reference.record.key),
            ]
            return texts.contains { $0.map { FoldedText.text($0).contains(search) } ?? false }
        }
    }

    private func step(_ code: String) throws(APIError) -> UInt32 {
        guard let step = self.kind.stage?.steps.first(where: { $0.code == code }) else {
            throw RecordFault.unknownStep(self.kind)
        }
        return step.number
    }

    private func item(_ row: RecordRow, hasFields: Bool) throws -> RecordListItem {
        let target = try RecordTarget(self.kind, row.reference, row.state, self.snapshot)
        let heading = RecordHeading(row.reference.record, row.state, by: self.kind)
        let detail = hasFields ? self.words.detail(target, [], self.roster) : nil
        return RecordListItem(
            record: RecordWords.summary(target, self.roster),
            number: heading?.number,
            title: self.kind.title(of: row.state),
            period: heading?.period?.text,
            about: heading?.about,
            due: heading?.due?.description,
            step: self.kind.step(numbered: self.kind.step(of: row.state)).map { RecordWord($0) },
            conflicts: self.kind.conflicts(in: row.state).count,
            revision: Revision(of: row.state).text,
            fields: detail?.fields
        )
    }
}

extension RecordDeclaration {
    fileprivate func step(numbered number: UInt32) -> DeclaredStep? {
        self.stage?.steps.first { $0.number == number }
    }
}
