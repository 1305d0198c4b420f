// Forms for records of every kind: what is typed is never lost, and nothing is written over that its author has not
// seen.

extension Console {
    /// The form for a new record.
    package func newRecord(
        _ code: String,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> String {
        let kind = try await self.kind(code, by: sender.reader)
        let form = RecordEntryForm(nil, of: kind)
        let id = kind.key == "drawn" ? Self.drawnID() : ""
        return try await self.newPage(kind, form, id, "", nil, language, by: sender)
    }

    /// Makes a record of what was typed.
    package func create(
        _ code: String,
        _ sent: SentForm,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> FormOutcome {
        let kind = try await self.kind(code, by: sender.reader)
        let form = RecordEntryForm(sent, of: kind)
        let (id, office) = (sent.filled("id"), sent.filled("office"))
        do {
            let answer = try await self.api.create(
                code,
                RecordDraft(id: id, office: office, fields: form.drafts(of: kind)),
                by: try sender.writer.get()
            )
            let place = RecordPlace(kind: code, id: answer.ids.first ?? id ?? "", office: office)
            return .written(path: PagePath.record(place))
        } catch let error as APIError {
            // Of a form that was sent before with other contents one more sending is another record.
            let isTaken = error.rule == "new-id" && kind.key == "drawn"
            let page = try await self.newPage(
                kind,
                form,
                isTaken ? Self.drawnID() : id ?? "",
                office ?? "",
                isTaken ? Self.sentBefore : error,
                language,
                by: sender
            )
            return .refused(page: page, error)
        }
    }

    /// The form for changing a record.
    package func editRecord(
        _ place: RecordPlace,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> String {
        let kind = try await self.kind(place.kind, by: sender.reader)
        let record = try await self.api.record(place, by: sender.reader)
        let form = RecordEntryForm(record, of: kind)
        return try await self.editPage(record, kind, form, nil, language, by: sender)
    }

    /// Writes what was typed into a record. Where something came between, the form comes back on top of that.
    package func amend(
        _ place: RecordPlace,
        _ sent: SentForm,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> FormOutcome {
        let kind = try await self.kind(place.kind, by: sender.reader)
        let form = RecordEntryForm(sent, of: kind)
        let drafts = form.drafts(of: kind)
        do {
            let caller = try sender.writer.get()
            guard !drafts.isEmpty else { return .written(path: PagePath.record(place)) }
            _ = try await self.api.amend(
                place,
                RecordFieldsDraft(revision: form.revision, fields: drafts),
                by: caller
            )
            return .written(path: PagePath.record(place))
        } catch let error as APIError {
            let record = try await self.api.record(place, by: sender.reader)
            let page = try await self.editPage(
                record,
                kind,
                form.rebased(on: record, of: kind),
                error,
                language,
                by: sender
            )
            return .refused(page: page, error)
        }
    }

    /// Writes what holds where values were at odds.
    package func settle(
        _ place: RecordPlace,
        _ sent: SentForm,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> FormOutcome {
        let kind = try await self.kind(place.kind, by: sender.reader)
        let form = SettlementForm(sent, of: kind)
        do {
            let draft = RecordFieldsDraft(
                revision: form.revision,
                fields: try form.drafts(of: kind)
            )
            _ = try await self.api.settle(place, draft, by: try sender.writer.get())
            return .written(path: PagePath.record(place))
        } catch let error as APIError {
            let page = try await self.recordPage(place, form, error, language, by: sender)
            return .refused(page: page, error)
        }
    }

    /// Takes a record to a step.
    package func advance(
        _ place: RecordPlace,
        _ sent: SentForm,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> FormOutcome {
        do {
            let draft = RecordStepDraft(revision: sent["revision"], step: sent["step"] ?? "")
            _ = try await self.api.advance(place, draft, by: try sender.writer.get())
            return .written(path: PagePath.record(place))
        } catch let error as APIError {
            let page = try await self.recordPage(
                place,
                SettlementForm(),
                error,
                language,
                by: sender
            )
            return .refused(page: page, error)
        }
    }

    // MARK: Pages

    private func newPage(
        _ kind: RecordKindDetail,
        _ form: RecordEntryForm,
        _ id: String,
        _ office: String,
        _ fault: APIError?,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: sender.reader)
        let view = RecordFormView(
            new: kind,
            form,
            id: id,
            office: office,
            user: sender.name,
            fault: fault,
            now: masthead.now,
            language
        )
        let title = language.say("登记\(kind.nameChinese)", "New \(kind.nameEnglish)")
        let path = PagePath.newRecord(kind.code)
        return self.form(title, path, masthead, language, view)
    }

    private func editPage(
        _ record: RecordDetail,
        _ kind: RecordKindDetail,
        _ form: RecordEntryForm,
        _ fault: APIError?,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: sender.reader)
        let view = RecordFormView(
            of: record,
            kind,
            form,
            user: sender.name,
            fault: fault,
            now: masthead.now,
            language
        )
        let name = record.record.title ?? record.record.id
        let title = language.say("修改：\(name)", "Change: \(name)")
        let path = PagePath.record(record.record.place, "edit")
        return self.form(title, path, masthead, language, view)
    }

    /// A page in which somebody types does not draw itself anew.
    private func form(
        _ title: String,
        _ path: String,
        _ masthead: Masthead,
        _ language: ConsoleLanguage,
        _ view: RecordFormView
    ) -> String {
        self.page("record-form", title, path, masthead, language, view, refreshes: false)
    }

    /// 32 hexadecimal digits.
    private static func drawnID() -> String {
        (0..<32).map { _ in String(UInt8.random(in: 0..<16), radix: 16) }.joined()
    }

    private static let sentBefore = APIError(
        .conflict,
        chinese: "本表单此前已提交，当时登记的内容与现在所填不同；现在所填的尚未写入",
        english: "this form was sent before, with other contents, and those are written; "
            + "what stands here now is not",
        rule: "new-id",
        hintChinese: "要改已登记的那条，请到列表中打开它；再次提交则另登记一条",
        hintEnglish:
            "to change that record open it from the list; sent again, this is one more record"
    )
}
