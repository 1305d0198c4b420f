import NIOHTTP1

// Records, of whatever kind.

extension OfficeClient {
    package func recordKinds(by caller: Caller) async throws -> [RecordKindDetail] {
        try await self.get("/records", by: caller)
    }

    package func records(
        _ kind: String,
        _ query: RecordQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> RecordList {
        try await self.get(
            Self.path(kind),
            [
                ("office", query.office), ("period", query.period), ("about", query.about),
                ("step", query.step), ("dueBefore", query.dueBefore), ("search", query.search),
                ("atOdds", query.isAtOdds ? "true" : nil),
                ("fields", query.hasFields ? "true" : nil),
            ] + Self.query(page),
            by: caller
        )
    }

    package func record(_ place: RecordPlace, by caller: Caller) async throws -> RecordDetail {
        try await self.get(Self.path(place), [("office", place.office)], by: caller)
    }

    package func history(_ place: RecordPlace, by caller: Caller) async throws -> RecordHistory {
        try await self.get(Self.path(place) + "/history", [("office", place.office)], by: caller)
    }

    package func conflicts(
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<RecordConflict> {
        try await self.get("/conflicts", Self.query(page), by: caller)
    }

    package func create(
        _ kind: String,
        _ draft: RecordDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post(Self.path(kind), draft, by: caller)
    }

    package func amend(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post(
            Self.path(place) + Self.office(place),
            draft,
            by: caller,
            method: .PATCH
        )
    }

    package func advance(
        _ place: RecordPlace,
        _ draft: RecordStepDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post(Self.path(place) + "/steps" + Self.office(place), draft, by: caller)
    }

    package func settle(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post(
            Self.path(place) + "/settlements" + Self.office(place),
            draft,
            by: caller
        )
    }

    private static func path(_ kind: String) -> String {
        "/records/" + PercentEncoding.encode(kind)
    }

    private static func path(_ place: RecordPlace) -> String {
        Self.path(place.kind) + "/" + PercentEncoding.encode(place.id)
    }

    private static func office(_ place: RecordPlace) -> String {
        place.office.map { "?office=\(PercentEncoding.encode($0))" } ?? ""
    }
}
