// Records of every kind, as pages.

extension Console {
    /// Records in which something is at odds, the latest first.
    package func conflicts(
        after: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let page = try await self.api.conflicts(
            PageRequest(after: after, limit: ConflictsView.itemsMax),
            by: caller
        )
        let view = ConflictsView(
            page,
            of: try await self.api.recordKinds(by: caller),
            after: after,
            now: masthead.now,
            language
        )
        let path = Self.paged("/conflicts", after)
        let title = language.say("待定事项", "To settle")
        return self.page("conflicts", title, path, masthead, language, view)
    }

    /// The kinds of records.
    package func recordKinds(
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let view = RecordKindsView(try await self.api.recordKinds(by: caller), language)
        let title = language.say("记录", "Records")
        return self.page("record-kinds", title, "/records", masthead, language, view)
    }

    /// The records of one kind.
    package func records(
        _ code: String,
        _ query: RecordQuery,
        after: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let kind = try await self.kind(code, by: caller)
        let list = try await self.api.records(
            code,
            query,
            PageRequest(after: after, limit: Self.pageItemsMax),
            by: caller
        )
        let path = Self.paged(PagePath.records(code, query), after)
        let view = RecordsView(list, of: kind, query, after: after, language)
        return self.page("records", language.say(kind.name), path, masthead, language, view)
    }

    /// What makes lines of records of a kind, and the first part of them.
    package func table(
        _ code: String,
        _ query: RecordQuery,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> (table: RecordTable, first: RecordList) {
        let kind = try await self.kind(code, by: caller)
        let first = try await self.tablePart(code, query, after: nil, by: caller)
        return (RecordTable(kind, language), first)
    }

    /// A further part of the records of which lines are made.
    package func tablePart(
        _ code: String,
        _ query: RecordQuery,
        after: String?,
        by caller: Caller
    ) async throws -> RecordList {
        let wanted = RecordQuery(
            office: query.office,
            step: query.step,
            search: query.search,
            isAtOdds: query.isAtOdds,
            hasFields: true
        )
        return try await self.api.records(
            code,
            wanted,
            PageRequest(after: after, limit: RecordTable.partMax),
            by: caller
        )
    }

    /// One record, field by field.
    package func record(
        _ place: RecordPlace,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> String {
        try await self.recordPage(place, SettlementForm(), nil, language, by: sender)
    }

    /// - Parameters:
    ///   - form: what was chosen and typed of a settlement.
    ///   - fault: why it was not written; nil for a page that was only asked for.
    func recordPage(
        _ place: RecordPlace,
        _ form: SettlementForm,
        _ fault: APIError?,
        _ language: ConsoleLanguage,
        by sender: FormSender
    ) async throws -> String {
        let caller = sender.reader
        let masthead = try await self.api.masthead(by: caller)
        let kind = try await self.kind(place.kind, by: caller)
        let record = try await self.api.record(place, by: caller)
        let history = try await self.api.history(place, by: caller)
        let view = RecordView(
            record,
            of: kind,
            history,
            form,
            user: sender.name,
            fault: fault,
            now: masthead.now,
            language
        )
        return self.page(
            "record",
            view.heading,
            PagePath.record(place),
            masthead,
            language,
            view,
            refreshes: fault == nil
        )
    }

    /// What is declared of a kind.
    ///
    /// - Throws: ``APIError`` when there is no such kind.
    func kind(_ code: String, by caller: Caller) async throws -> RecordKindDetail {
        let kinds = try await self.api.recordKinds(by: caller)
        guard let kind = kinds.first(where: { $0.code == code }) else {
            throw APIError(
                .notFound,
                chinese: "没有种类为“\(code)”的记录",
                english: "there is no kind of record “\(code)”",
                field: "kind",
                rule: "kind",
                hintChinese: "请从“记录”页选择",
                hintEnglish: "choose one on the page Records"
            )
        }
        return kind
    }
}
