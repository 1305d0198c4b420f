import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// Records of every kind, by what is declared of it.
struct RecordService: Sendable {
    let context: OfficeContext
    let attachments: AttachmentService

    // MARK: Reading

    func record(_ place: RecordPlace) async throws -> RecordDetail {
        let words = self.words
        return try await self.read(place) { target, snapshot, roster in
            let history = try snapshot.histories.history(of: target.reference)
            return words.detail(target, history.touches, roster)
        }
    }

    func history(_ place: RecordPlace) async throws -> RecordHistory {
        let words = self.words
        return try await self.read(place) { target, snapshot, roster in
            words.history(target, try snapshot.histories.history(of: target.reference), roster)
        }
    }

    func conflicts(_ page: PageRequest) async throws -> Page<RecordConflict> {
        let (words, catalogue) = (self.words, self.context.catalogue)
        return try await self.context.read { snapshot, roster in
            let found = try snapshot.records.conflicts(try page.range(of: .conflicts))
            return try Page(found) { row in
                guard let kind = catalogue[row.reference.record.kind] else {
                    throw StoreError.damaged(detail: "a conflict of an unknown kind")
                }
                let target = try RecordTarget(kind, row.reference, row.state, snapshot)
                let history = try snapshot.histories.history(of: row.reference)
                return words.conflict(target, at: row.at, history.touches, roster)
            }
        }
    }

    private var words: RecordWords { RecordWords(attachments: self.attachments) }

    private func read<Answer: Sendable>(
        _ place: RecordPlace,
        _ body: @escaping @Sendable (RecordTarget, StoreSnapshot, Roster) throws -> Answer
    ) async throws -> Answer {
        let catalogue = self.context.catalogue
        return try await self.context.read { snapshot, roster in
            let target = try RecordTarget(
                place,
                of: try place.office.map { try roster.find($0, field: "office") } ?? roster.own,
                catalogue,
                snapshot,
                roster
            )
            return try body(target, snapshot, roster)
        }
    }

    // MARK: Settling

    func settle(
        _ place: RecordPlace,
        _ draft: RecordSettlementDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        guard let revision = Revision(text: draft.revision) else { throw RecordFault.badRevision }
        let person = try caller.person
        let catalogue = self.context.catalogue
        let target = try await self.context.read { snapshot, roster in
            let target = try RecordTarget(
                place,
                of: try roster.writable(place.office),
                catalogue,
                snapshot,
                roster
            )
            // A number may have led to another office's directive.
            _ = try roster.writable("\(target.office)")
            return target
        }
        guard target.kind.settlement != .none else { throw RecordFault.notSettled(target.kind) }
        let entries = try await self.entries(draft, of: target.kind)
        let settlement = try APIError.validated { () throws(ValidationError) in
            try RecordSettlement(
                validating: entries,
                "fields",
                of: target.kind,
                target.reference,
                shown: revision,
                present: target.state
            )
        }
        let part = settlement.part(at: SystemTime.milliseconds(), user: person)
        let note = AuditNote(
            .conflictSettled,
            AuditNote.subject(
                target.title ?? target.id,
                of: target.office,
                own: self.context.office
            )
        )
        return try await self.write(
            LocalAct(note, user: person, parts: [part]),
            to: target
        )
    }

    /// Whoever comes second is told what came between, and of whom.
    private func write(_ act: LocalAct, to target: RecordTarget) async throws -> Acknowledgement {
        let conflict: ActConflict
        do throws(StoreError) {
            let receipt = try await self.context.store.write(act)
            return OfficeContext.acknowledgement([target.id], of: receipt, by: act.user)
        } catch {
            guard case .conflict(let found) = error else { throw APIError(error) }
            conflict = found
        }
        switch conflict.reason {
        case .unseen(let reference, let number, let present):
            let (kind, words) = (target.kind, self.words)
            let field = try await self.context.read { snapshot, _ in
                let history = try snapshot.histories.history(of: reference)
                return words.field(number, of: present, by: kind, history.touches)
            }
            throw RecordFault.changedMeanwhile(field)
        case .settled(_, let number, _):
            throw RecordFault.settled(RecordWords.name(target.kind.field(number), number).name)
        default: throw APIError(conflict)
        }
    }

    /// In the order of the declaration, those that it does not know last.
    private func entries(
        _ draft: RecordSettlementDraft,
        of kind: RecordDeclaration
    ) async throws -> [(code: String, value: EnteredValue)] {
        let known = kind.fields.map(\.code).filter { draft.fields[$0] != nil }
        let others = draft.fields.keys.filter { !known.contains($0) }.sorted()
        var entries: [(code: String, value: EnteredValue)] = []
        for code in known + others {
            guard let value = draft.fields[code] else { continue }
            entries.append((code, try await self.entered(value, "fields.\(code)")))
        }
        return entries
    }

    private func entered(
        _ draft: RecordValueDraft,
        _ field: String
    ) async throws -> EnteredValue {
        switch draft {
        case .nothing: return .nothing
        case .text(let text): return .text(text)
        case .list(let texts): return .list(texts)
        case .files(let files): return .files(try await self.attachments.drafts(files))
        case .of(let change):
            guard let change = ChangeID(hex: change) else { throw RecordFault.badChange(field) }
            return .standing(change)
        }
    }
}
