import Admin
import OfficeWork
import Store
import SyncProtocol

/// Finds the directive that people mean by an id or a document number (文号).
///
/// A number is an issuer's own: headquarters and a province may both have used it. Of several, the one is meant
/// that awaits an answer of the office that asks; where that does not tell, people choose.
struct DirectiveLookup {
    let snapshot: StoreSnapshot
    let roster: Roster

    init(_ snapshot: StoreSnapshot, _ roster: Roster) {
        self.snapshot = snapshot
        self.roster = roster
    }

    /// The directive that somebody wants to read here.
    func find(_ reference: String) throws -> IssuedDirective {
        let found = try self.candidates(reference)
        guard found.count > 1 else { return try self.only(found, reference) }
        let offices = self.roster.ownAndHosted
        return try self.only(try self.awaiting(offices, of: found), reference, of: found)
    }

    /// The directive that an office signs for or answers.
    func find(_ reference: String, answeredBy office: OfficePath) throws -> IssuedDirective {
        let found = try self.candidates(reference)
        let asking = self.asking(office, of: found)
        guard asking.count > 1 else { return try self.only(asking, reference, of: found) }
        return try self.only(try self.awaiting([office], of: asking), reference, of: asking)
    }

    /// Directives of a number that are addressed to an office.
    func asking(_ office: OfficePath, of rows: [IssuedDirective]) -> [IssuedDirective] {
        rows.filter { $0.addressing(office, self.roster) == .addressed }
    }

    private func candidates(_ reference: String) throws -> [IssuedDirective] {
        if let id = DirectiveID(hex: reference) {
            return [try self.snapshot.directives.one(id: id)].compactMap { $0 }
        }
        let number = DocumentNumber(reference)?.text ?? reference
        return try self.snapshot.directives.all(number: number)
    }

    /// Those that one of the offices still has to answer, or to sign for where no reply is asked.
    private func awaiting(
        _ offices: [OfficePath],
        of rows: [IssuedDirective]
    ) throws -> [IssuedDirective] {
        try rows.filter { row in
            let asked = offices.filter { row.addressing($0, self.roster) == .addressed }
            guard !asked.isEmpty else { return false }
            let answers = try self.snapshot.directives.answers(to: row.directive)
            let receipts = try self.snapshot.directives.receipts(of: row.directive.id)
            return row.directive.isPending(
                for: asked,
                answered: answers.map(\.office),
                signed: receipts.filter { $0.signedAt != nil }.map(\.office)
            )
        }
    }

    /// - Parameter all: what people choose from when it is not one.
    private func only(
        _ rows: [IssuedDirective],
        _ reference: String,
        of all: [IssuedDirective]? = nil
    ) throws(APIError) -> IssuedDirective {
        let all = all ?? rows
        guard let first = rows.first ?? all.first else {
            throw DirectiveFault.unknownDirective(reference)
        }
        guard rows.count == 1 || all.count == 1 else {
            throw DirectiveFault.ambiguousDirective(first.directive.number, all, self.roster)
        }
        return first
    }
}

extension DirectiveLookup {
    /// What whoever issues a directive is told when an office above has used its number: people below would
    /// have to tell the two apart.
    func numberUsedAbove(_ number: String) throws(StoreError) -> [Warning] {
        try self.snapshot.directives.all(number: number)
            .filter { $0.issuer != self.roster.own && $0.issuer.contains(self.roster.own) }
            .map { row in
                let (name, title) = (self.roster.name(row.issuer), row.directive.title)
                return Warning(
                    "上级\(name)（\(row.issuer.office)）也有文号 \(number) 的文件《\(title)》：下级按文号查找会遇到两份，请核对机关代字；如确属误写，请用新文号另发",
                    "\(name) (\(row.issuer.office)) above has a directive \(number), too: 《\(title)》. Offices below "
                        + "find two under this number: check the agency's word; if it is a slip, issue it anew under another number"
                )
            }
    }
}
