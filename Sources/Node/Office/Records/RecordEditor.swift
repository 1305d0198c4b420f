import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// Writes records of every kind, by what is declared of it and by what their author was shown.
struct RecordEditor: Sendable {
    let context: OfficeContext
    let attachments: AttachmentService

    // MARK: A new record

    func create(
        _ code: String,
        _ draft: RecordDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        let catalogue = self.context.catalogue
        let kind = try RecordNaming.kind(code, of: catalogue)
        let rights = RecordRights(kind: kind, roles: caller.roles)
        try rights.checkIsByField()
        try rights.check(kind.stage?.steps.first { $0.origins.contains(0) })
        let id = try draft.id ?? Self.drawnID(of: kind)
        let place = RecordPlace(kind: code, id: id, office: draft.office)
        let reference = try await self.context.read { snapshot, roster in
            let naming = RecordNaming(catalogue: catalogue, snapshot: snapshot, roster: roster)
            return try naming.reference(
                place,
                of: try roster.writable(draft.office, by: kind)
            ).reference
        }
        let values = try await self.values(draft.fields, of: kind)
        let creation = try APIError.validated { () throws(ValidationError) in
            try RecordCreation(validating: values, "fields", of: kind, reference)
        }
        try rights.check(creation.entries)
        let (user, now) = (try caller.person, SystemTime.milliseconds())
        let target = RecordTarget(of: kind, reference, creation.entries)
        let act = LocalAct(
            self.note(.recordMade, target),
            user: user,
            parts: [creation.part(at: now, user: user)]
        )
        return try await self.write(act, to: target)
    }

    /// Of a kind whose keys are drawn, by whoever did not say one.
    private static func drawnID(of kind: RecordDeclaration) throws(APIError) -> String {
        guard kind.key == .drawn else { throw RecordFault.idMissing(kind) }
        return Hexadecimal.text((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    }

    // MARK: A record that is here

    func amend(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        let (target, revision) = try await self.shown(place, draft.revision)
        let rights = RecordRights(kind: target.kind, roles: caller.roles)
        try rights.checkIsByField()
        let values = try await self.values(draft.fields, of: target.kind)
        let amendment = try APIError.validated { () throws(ValidationError) in
            try RecordAmendment(
                validating: values,
                "fields",
                of: target.kind,
                target.reference,
                shown: revision,
                present: target.state
            )
        }
        try rights.check(amendment.entries)
        let (user, now) = (try caller.person, SystemTime.milliseconds())
        let part = amendment.part(at: now, user: user)
        let act = LocalAct(self.note(.recordAmended, target), user: user, parts: [part])
        return try await self.write(act, to: target)
    }

    func advance(
        _ place: RecordPlace,
        _ draft: RecordStepDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        let (target, revision) = try await self.shown(place, draft.revision)
        let rights = RecordRights(kind: target.kind, roles: caller.roles)
        try rights.checkIsByField()
        let values = try await self.values(draft.fields ?? [:], of: target.kind)
        let advance = try APIError.validated { () throws(ValidationError) in
            try RecordAdvance(
                validating: draft.step,
                values,
                of: target.kind,
                target.reference,
                shown: revision,
                present: target.state
            )
        }
        try rights.check(advance.step)
        try rights.check(advance.entries)
        let (user, now) = (try caller.person, SystemTime.milliseconds())
        let part = advance.part(at: now, user: user)
        let note = self.note(.recordAdvanced, target, advance.step.name.chinese)
        return try await self.write(LocalAct(note, user: user, parts: [part]), to: target)
    }

    func settle(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        let (target, revision) = try await self.shown(place, draft.revision)
        guard target.kind.settlement != .none else { throw RecordFault.notSettled(target.kind) }
        let values = try await self.values(draft.fields, of: target.kind)
        let settlement = try APIError.validated { () throws(ValidationError) in
            try RecordSettlement(
                validating: values,
                "fields",
                of: target.kind,
                target.reference,
                shown: revision,
                present: target.state
            )
        }
        let (user, now) = (try caller.person, SystemTime.milliseconds())
        let part = settlement.part(at: now, user: user)
        let act = LocalAct(self.note(.conflictSettled, target), user: user, parts: [part])
        return try await self.write(act, to: target)
    }

    /// A record that this node may write, and what its author was shown of it.
    private func shown(
        _ place: RecordPlace,
        _ revision: String?
    ) async throws -> (RecordTarget, Revision) {
        guard let text = revision else { throw RecordFault.revisionMissing }
        guard let revision = Revision(text: text) else { throw RecordFault.badRevision }
        let catalogue = self.context.catalogue
        let kind = try RecordNaming.kind(place.kind, of: catalogue)
        let target = try await self.context.read { snapshot, roster in
            let target = try RecordTarget(
                place,
                of: try roster.writable(place.office, by: kind),
                catalogue,
                snapshot,
                roster
            )
            // A number may have led to another office's directive.
            _ = try roster.writable("\(target.office)", by: kind)
            return target
        }
        return (target, revision)
    }

    private func note(
        _ action: AuditAction,
        _ target: RecordTarget,
        _ step: String = ""
    ) -> AuditNote {
        let name = "\(target.kind.name.chinese) \(target.title ?? target.id)"
        let subject = action == .conflictSettled ? target.title ?? target.id : name
        return AuditNote(
            action,
            AuditNote.subject(
                step.isEmpty ? subject : "\(subject)：\(step)",
                of: target.office,
                own: self.context.office
            )
        )
    }

    // MARK: Writing

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
            let kind = target.kind
            let words = RecordWords(attachments: self.attachments)
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

    // MARK: What is handed in

    /// In the order of the declaration, those that it does not know last.
    private func values(
        _ fields: [String: RecordValueDraft],
        of kind: RecordDeclaration
    ) async throws -> [(code: String, value: EnteredValue)] {
        let known = kind.fields.map(\.code).filter { fields[$0] != nil }
        let others = fields.keys.filter { !known.contains($0) }.sorted()
        var values: [(code: String, value: EnteredValue)] = []
        for code in known + others {
            guard let value = fields[code] else { continue }
            values.append((code, try await self.entered(value, "fields.\(code)")))
        }
        return values
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

extension Roster {
    /// Finds an office for which this node may write records of a kind: its own, those that it hosts, and, where offices
    /// above may write what stands in a report, all below.
    fileprivate func writable(
        _ text: String?,
        by kind: RecordDeclaration
    ) throws(APIError) -> OfficePath {
        guard let text, kind.authority == .writers, kind.space == .reports else {
            return try self.writable(text)
        }
        let path = try self.find(text, field: "office")
        guard self.own.contains(path) || self.isOwnOrHosted(path) else {
            throw OfficeFault.notHosted(path, field: "office")
        }
        return path
    }
}
