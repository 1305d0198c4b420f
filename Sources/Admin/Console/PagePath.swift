/// Addresses of the console's own pages.
enum PagePath {
    /// A path with query parameters added; those without a value are left out.
    static func adding(_ query: [(name: String, value: String?)], to path: String) -> String {
        let pairs = query.compactMap { pair in
            pair.value.map { "\(pair.name)=\(PercentEncoding.encode($0))" }
        }
        guard !pairs.isEmpty else { return path }
        return path + (path.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    }

    static func directive(_ reference: String) -> String {
        "/directives/" + PercentEncoding.encode(reference)
    }

    static func opening(of directive: String) -> String {
        Self.directive(directive) + "/opening"
    }

    static func fetching(of content: String) -> String {
        "/attachments/" + PercentEncoding.encode(content) + "/fetch"
    }

    static func report(_ id: String, office: String? = nil) -> String {
        Self.adding([("office", office)], to: "/reports/" + PercentEncoding.encode(id))
    }

    static func reports(_ query: ReportQuery) -> String {
        Self.adding(
            [
                ("office", query.office), ("period", query.period),
                ("indicator", query.indicator),
            ],
            to: "/reports"
        )
    }

    static func records(_ kind: String, _ query: RecordQuery = RecordQuery()) -> String {
        Self.adding(
            [
                ("search", query.search), ("atOdds", query.isAtOdds ? "true" : nil),
                ("step", query.step), ("office", query.office),
            ],
            to: "/records/" + PercentEncoding.encode(kind)
        )
    }

    static func newRecord(_ kind: String) -> String { Self.records(kind) + "/new" }

    /// A record's own page, or what lies below it: `edit`, `settlement`, `step`.
    static func record(_ place: RecordPlace, _ part: String? = nil) -> String {
        Self.adding(
            [("office", place.office)],
            to: Self.records(place.kind) + "/" + PercentEncoding.encode(place.id)
                + (part.map { "/" + $0 } ?? "")
        )
    }

    static func offices(_ query: OfficeQuery) -> String {
        Self.adding(
            [("search", query.search), ("state", query.state), ("under", query.under)],
            to: "/offices"
        )
    }

    static func indicator(_ code: String, period: String?, office: String?) -> String {
        Self.adding(
            [("period", period), ("office", office)],
            to: "/indicators/" + PercentEncoding.encode(code)
        )
    }

    static func trace(of directive: String, _ query: TraceQuery) -> String {
        Self.adding(
            [
                ("lagging", query.isLagging ? "true" : nil), ("search", query.search),
                ("missing", query.missing?.rawValue), ("under", query.under),
            ],
            to: Self.directive(directive)
        )
    }
}
