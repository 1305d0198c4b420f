import Admin
import Hummingbird
import PlainText

/// A request's query, checked against what the route allows.
struct QueryParameters {
    /// What is shown of a name at most, in characters.
    private static let nameShownMax = 64

    private let values: [(name: Substring, value: Substring)]

    private init(values: [(name: Substring, value: Substring)]) {
        self.values = values
    }

    /// - Parameters:
    ///   - allowed: Names that the route knows; any other is an error, so that a misspelt one is noticed.
    init(_ request: Request, allowed: [String]) throws {
        // What is read below has been decoded already, and repaired where it was not UTF-8.
        for part in (request.uri.query ?? "").split(separator: "&") {
            let name = String(part.prefix { $0 != "=" }.prefix(Self.nameShownMax))
            _ = try RequestFault.percentDecoded(part, field: name)
        }
        self.values = request.uri.queryParameters.map { (name: $0.key, value: $0.value) }
        for (index, entry) in self.values.enumerated() {
            guard allowed.contains(String(entry.name)) else {
                let name = String(entry.name.prefix(Self.nameShownMax))
                let nearest = NearestWord.to(name, among: allowed)
                throw Self.malformed(
                    name,
                    chinese: "不是此地址的参数",
                    english: "is not a parameter of this address",
                    rule: "unknown-parameter",
                    hint: nearest.map { Phrase("是不是 \($0)？", "is \($0) meant?") }
                )
            }
            guard !self.values[..<index].contains(where: { $0.name == entry.name }) else {
                throw Self.malformed(
                    String(entry.name),
                    chinese: "只能给出一次",
                    english: "may be given only once",
                    rule: "repeated-parameter"
                )
            }
        }
    }

    /// A text of 1...`charactersMax` characters; nil when not given.
    func text(_ name: String, charactersMax: Int = 128) throws -> String? {
        guard let value = self.value(name) else {
            return nil
        }
        guard !value.isEmpty, value.unicodeScalars.count <= charactersMax else {
            throw Self.malformed(
                name,
                chinese: "长度须为 1–\(charactersMax) 个字符",
                english: "must have 1 to \(charactersMax) characters",
                rule: "length"
            )
        }
        return value
    }

    /// An integer within a range; nil when not given.
    func integer<Number: FixedWidthInteger>(
        _ name: String,
        in range: ClosedRange<Number>
    ) throws -> Number? {
        guard let value = self.value(name) else {
            return nil
        }
        guard let number = Number(value), range.contains(number) else {
            let bounds = "\(range.lowerBound)–\(range.upperBound)"
            throw Self.malformed(
                name,
                chinese: "须为 \(bounds) 的整数",
                english: "must be an integer of \(bounds)",
                rule: "range"
            )
        }
        return number
    }

    /// What ``reports()`` reads.
    static let reportNames = ["office", "period", "indicator"]

    /// Which reports are wanted.
    func reports() throws -> ReportQuery {
        ReportQuery(
            office: try self.text("office"),
            period: try self.text("period"),
            indicator: try self.text("indicator")
        )
    }

    /// Which rows of the audit log are wanted.
    func audit() throws -> AuditQuery {
        AuditQuery(user: try self.text("user"))
    }

    /// Which offices are wanted.
    func offices() throws -> OfficeQuery {
        OfficeQuery(
            search: try self.text("search"),
            state: try self.officeState(),
            under: try self.text("under")
        )
    }

    /// Which record is wanted.
    func record(_ context: HTTPContext) throws -> RecordPlace {
        RecordPlace(
            kind: try context.pathText("kind"),
            id: try context.pathText("id"),
            office: try self.text("office")
        )
    }

    /// What ``records()`` reads.
    static let recordNames = [
        "office", "period", "about", "step", "dueBefore", "search", "atOdds", "fields",
    ]

    /// Which records of a kind are wanted.
    func records() throws -> RecordQuery {
        RecordQuery(
            office: try self.text("office"),
            period: try self.text("period"),
            about: try self.text("about"),
            step: try self.text("step"),
            dueBefore: try self.text("dueBefore"),
            search: try self.text("search"),
            isAtOdds: try self.flag("atOdds"),
            hasFields: try self.flag("fields")
        )
    }

    /// Which branch of the tree is wanted.
    func branch() throws -> BranchQuery {
        BranchQuery(
            office: try self.text("office"),
            search: try self.text("search"),
            state: try self.officeState()
        )
    }

    /// In which state the wanted offices are.
    private func officeState() throws -> String? {
        try self.choice("state", of: OfficeQuery.states + [OfficeQuery.attention])
    }

    /// One of a few words; nil when not given.
    private func choice(_ name: String, of words: [String]) throws -> String? {
        guard let value = self.value(name) else { return nil }
        guard words.contains(value) else {
            throw Self.malformed(
                name,
                chinese: "须为 \(words.joined(separator: "、")) 之一",
                english: "must be one of \(words.joined(separator: ", "))",
                rule: "choice"
            )
        }
        return value
    }

    /// The longest key of a list's row, in characters: a time and a whole path, with room.
    private static let keyMax = 640

    /// The key of the last row read, behind which a list goes on; nil for its beginning.
    func key(_ name: String = "after") throws -> String? {
        try self.text(name, charactersMax: Self.keyMax)
    }

    /// Which replies to a directive are wanted.
    func replies() throws -> ReplyQuery {
        ReplyQuery(
            after: try self.key(),
            limit: try self.integer("limit", in: 1...PageRequest.limitMax)
                ?? PageRequest.limitDefault
        )
    }

    /// Which steps of a trace are wanted.
    func trace() throws -> TraceQuery {
        TraceQuery(
            isLagging: try self.flag("lagging"),
            search: try self.text("search"),
            missing: try self.missing(),
            under: try self.text("under", charactersMax: Self.keyMax),
            unfolds: try self.flag("unfold")
        )
    }

    /// What ``trace()`` reads.
    static let traceNames = ["lagging", "search", "missing", "under", "unfold"]

    private func missing() throws -> TraceQuery.Missing? {
        try self.choice("missing", of: TraceQuery.Missing.allCases.map(\.rawValue))
            .flatMap(TraceQuery.Missing.init(rawValue:))
    }

    /// Sees to it that a parameter has the one value that there is for it.
    func expect(_ name: String, _ value: String) throws { _ = try self.choice(name, of: [value]) }

    /// The same parameters without those that a form leaves empty, which mean "all".
    var filled: QueryParameters {
        QueryParameters(values: self.values.filter { !$0.value.isEmpty })
    }

    /// `true` or `false`; false when not given.
    private func flag(_ name: String) throws -> Bool {
        switch self.value(name) {
        case nil, "false": return false
        case "true": return true
        default:
            throw Self.malformed(
                name,
                chinese: "须为 true 或 false",
                english: "must be true or false",
                rule: "boolean"
            )
        }
    }

    /// The part of the direct children that a dashboard shows; nil when none is wanted: the limit is 0.
    func children() throws -> PageRequest? {
        let limit = try self.integer("limit", in: 0...PageRequest.limitMax)
        let after = try self.key("childrenAfter")
        return limit == 0
            ? nil : PageRequest(after: after, limit: limit ?? PageRequest.limitDefault)
    }

    /// The part of a long list that is wanted.
    func page() throws -> PageRequest {
        PageRequest(
            after: try self.key(),
            limit: try self.integer("limit", in: 1...PageRequest.limitMax)
                ?? PageRequest.limitDefault
        )
    }

    /// `zh` or `en`; nil when not given.
    func language() throws -> Language? {
        guard let value = self.value("lang") else { return nil }
        guard let language = Language(rawValue: value) else {
            throw Self.malformed(
                "lang",
                chinese: "须为 zh 或 en",
                english: "must be zh or en",
                rule: "language"
            )
        }
        return language
    }

    private func value(_ name: String) -> String? {
        self.values.first { $0.name == name }.map { String($0.value) }
    }

    private static func malformed(
        _ name: String,
        chinese: String,
        english: String,
        rule: String,
        hint: Phrase? = nil
    ) -> APIError {
        APIError(
            .malformed,
            chinese: "查询参数 \(name) \(chinese)。",
            english: "The query parameter \(name) \(english).",
            field: name,
            rule: rule,
            hintChinese: hint?.chinese,
            hintEnglish: hint?.english
        )
    }
}
